/** How the user calls this program, so that suggested commands work when they are typed. Pure. */
import type { Terminal } from './terminal.ts';

const NAME = 'pipeline-runner';

/** npm sets a variable for everything that it starts (`npm start`, `npx`); then the program is called through npx. */
export const programName = ({ env }: Pick<Terminal, 'env'>): string =>
  env.npm_command === undefined ? NAME : `npx ${NAME}`;

/** Replaces the name in commands, which are in backticks. */
export const withProgramName = (text: string, program: string): string =>
  text.replaceAll(`\`${NAME} `, `\`${program} `);
