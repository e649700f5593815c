/** Prompts of the content pipelines: material of others stands between tags, and cannot close them. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = path.join(import.meta.dirname, '../..');
const templates = globSync('templates/{podcast,short-video,storyboard}/*.md', { cwd: root });

test('text inserted between tags of a prompt cannot close them', () => {
  const open = templates.flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8');
    const between = [...text.matchAll(/^<(\w+)>$([\s\S]*?)^<\/\1>$/gm)].map(([, , inside = '']) => inside);
    const put = between.flatMap((inside) => inside.match(/\{\{[^}]*\}\}/g) ?? []);
    return put
      .filter((expression) => !/forloop|replace: "<", "&lt;"/.test(expression))
      .map((found) => `${file}: ${found}`);
  });
  assert.deepEqual(open, []);
});

test('every tag that a prompt opens is closed once', () => {
  for (const file of templates) {
    const text = readFileSync(path.join(root, file), 'utf8');
    const names = [...text.matchAll(/^<(\w+)>$/gm)].map(([, name = '']) => name);
    for (const name of names)
      assert.equal(
        text.match(new RegExp(`^</${name}>$`, 'gm'))?.length,
        names.filter((other) => other === name).length,
        `${file}: ${name}`,
      );
  }
});

test('every template that a pipeline names exists', () => {
  const pipelines = globSync('pipelines/*.yaml', { cwd: root }).map((file) =>
    readFileSync(path.join(root, file), 'utf8'),
  );
  const named = pipelines.flatMap((text) =>
    [...text.matchAll(/\b(?:prompt|template|system): ([\w-]+\/[\w./-]+\.md)/g)].map(([, name]) => `templates/${name}`),
  );
  assert.ok(named.length > 8);
  const there = globSync('templates/**/*.md', { cwd: root });
  assert.deepEqual(
    named.filter((name) => !there.includes(name)),
    [],
  );
});
