/** Warns about stages whose artifacts have the same name. Pure. */
import type { Place } from '../../model/diagnostic.ts';
import { hasExpression } from '../expression/text.ts';
import { mapAt, textAt } from '../json/fields.ts';
import { type Reading, report } from './reading.ts';
import type { StageDraft } from './stage-draft.ts';
import { namesArtifact } from './stage-settings.ts';

interface Written {
  readonly stage: string;
  readonly at: Place;
}

/** Only a warning: each stage has its own folder, so nothing is overwritten, but the names are confusing. */
export function checkArtifactNames(reading: Reading, drafts: readonly StageDraft[]): void {
  const first = new Map<string, Written>();
  for (const draft of drafts) {
    for (const [name, at] of namesOf(reading, draft)) {
      const key = name.toLowerCase();
      const other = first.get(key);
      if (!other) first.set(key, { stage: draft.id, at });
      else if (other.stage !== draft.id) reportShared(reading, name, { at, stage: draft.id, other });
    }
  }
}

/** Fixed names: `to` of a stage, rules without wildcards. */
function namesOf(reading: Reading, { raw, path, artifacts }: StageDraft): Map<string, Place> {
  const names = new Map<string, Place>();
  const to = namesArtifact(raw) ? textAt(mapAt(raw, 'with'), 'to') : null;
  if (to !== null && !hasExpression(to)) names.set(to, reading.document.at([...path, 'with', 'to']));
  for (const { glob } of artifacts) {
    if (glob !== '' && !/[*?[\]{}!]/.test(glob) && !names.has(glob))
      names.set(glob, reading.document.atKey([...path, 'artifacts']));
  }
  return names;
}

function reportShared(reading: Reading, name: string, { at, stage, other }: Written & { other: Written }): void {
  report(reading, at, {
    code: 'pipeline/duplicate-artifact',
    severity: 'warning',
    message: `the stages "${other.stage}" and "${stage}" both write an artifact called "${name}"`,
    hint: 'give one of them another name',
    related: [{ message: `"${other.stage}" writes it here`, at: other.at }],
  });
}
