/** Brings the sections of the approved outline together with their commits. */
import { defineStage, PermanentError } from '../../src/stages/define-stage.ts';

interface Section {
  readonly id: string;
  readonly title: string;
}

interface Args {
  readonly sections: readonly Section[];
  readonly groups: readonly (Section & { readonly commits: readonly unknown[] })[];
}

export default defineStage<Args>(({ args }) => {
  const sections = args.sections.map(({ id, title }) => {
    const group = args.groups.find((known) => known.id === id);
    if (group) return { id, title, commits: group.commits };
    const ids = args.groups.map((known) => known.id).join(', ');
    throw new PermanentError(`the approved outline has a section "${id}", and the history has none. Sections: ${ids}`);
  });
  return { output: { sections } };
});
