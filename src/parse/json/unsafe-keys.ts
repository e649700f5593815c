/** Keys that would reach the prototype of a JavaScript object: no map that a person writes has them. Pure. */
const UNSAFE: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export const isUnsafeKey = (key: string): boolean => UNSAFE.has(key);

/** A part of a dotted name counts as a key. */
export const isUnsafeName = (name: string): boolean =>
  name.includes('.') ? name.split('.').some(isUnsafeKey) : isUnsafeKey(name);
