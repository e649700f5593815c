/** How the user calls this program: a command that is told must work when it is typed. Pure. */
import type { Terminal } from './terminal.ts';

const NAME = 'pipeline-runner';

/** npm says so to all that it starts (`npm start`, `npx`); a program that only npm can find is called by npx. */
export const programName = ({ env }: Pick<Terminal, 'env'>): string =>
  env.npm_command === undefined ? NAME : `npx ${NAME}`;

/** Commands in a text stand between backticks. */
export const withProgramName = (text: string, program: string): string =>
  text.replaceAll(`\`${NAME} `, `\`${program} `);
