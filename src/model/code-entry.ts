/** Documentation of one diagnostic or failure code. */
export interface CodeEntry {
  /** One line: what is wrong. */
  readonly title: string;
  /** One paragraph: why it is an error and how to fix it. */
  readonly help: string;
  /** A file or command that causes it, a few lines. */
  readonly example?: string;
}
