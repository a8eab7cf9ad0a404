/** What a terminal sends for a key. */

/** Keys whose sequence depends on the application cursor mode: `CSI x`, or `SS3 x` in that mode. */
const cursorKeys = {Up: 'A', Down: 'B', Right: 'C', Left: 'D', Home: 'H', End: 'F'} as const;

const fixedKeys = {
	Enter: '\r',
	Escape: '\x1b',
	Tab: '\t',
	ShiftTab: '\x1b[Z',
	Space: ' ',
	Backspace: '\x7f',
	Delete: '\x1b[3~',
	PageUp: '\x1b[5~',
	PageDown: '\x1b[6~',
} as const;

/** What xterm adds to a cursor key that is pressed with others. */
const modifiers = {Shift: 2, Alt: 3, AltShift: 4, Ctrl: 5, CtrlShift: 6} as const;

type KeyName =
	| keyof typeof cursorKeys
	| keyof typeof fixedKeys
	| `${keyof typeof modifiers}${keyof typeof cursorKeys}`
	| `Ctrl${string}`;

/** A named key, `ShiftLeft` and the like, `CtrlA` to `CtrlZ`, or the one character that a key types. */
export type Key = KeyName | (string & {});

/** Throws on a name that is no key, so that a misspelt one does not type itself. */
export function keySequence(key: Key, applicationCursor: boolean): string {
	if (Object.hasOwn(fixedKeys, key)) return fixedKeys[key as keyof typeof fixedKeys];
	if (Object.hasOwn(cursorKeys, key))
		return `\x1b${applicationCursor ? 'O' : '['}${cursorKeys[key as keyof typeof cursorKeys]}`;
	const [, held, cursor] = /^(Shift|Alt|AltShift|Ctrl|CtrlShift)([A-Z][a-z]+)$/.exec(key) ?? [];
	if (held && cursor && Object.hasOwn(cursorKeys, cursor))
		return `\x1b[1;${modifiers[held as keyof typeof modifiers]}${cursorKeys[cursor as keyof typeof cursorKeys]}`;
	const letter = /^Ctrl([A-Z])$/.exec(key)?.[1];
	if (letter) return String.fromCharCode(letter.charCodeAt(0) - 64);
	if ([...key].length === 1) return key;
	throw new Error(`No key is called "${key}": to type a text there is type().`);
}
