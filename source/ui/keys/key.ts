/** A key of any screen, and what a table of keys is asked. */

/** One key: what it means, when, and what it does. */
export type Key<Does, Knows, Mode extends string, Group extends string> = {
	/** Names of keystrokes. */
	keys: readonly string[];
	/** How they are written. */
	shown: string;
	/** A line of the help; null where another key's line tells of it. */
	meaning: string | null;
	/** The heading in the help. */
	group: Group;
	modes: readonly Mode[];
	/** A short word for the foot; without it, or where it is null, the key is in the help only. */
	foot?: string | ((facts: Knows) => string | null);
	/** Deaf at first, when a request opened by itself. */
	decides?: true;
	/** Why it does nothing now; null if it works. */
	off?(facts: Knows): string | null;
	act(actions: Does): void;
};

/** The entry that a keystroke means in a mode. Shift with it is ignored where it has no meaning of its own. */
export function findIn<Mode extends string, Entry extends {keys: readonly string[]; modes: readonly Mode[]}>(
	table: readonly Entry[],
	name: string,
	mode: Mode,
): Entry | null {
	const named = (key: string) =>
		table.find(entry => entry.modes.includes(mode) && entry.keys.includes(key)) ?? null;
	return named(name) ?? (name.includes('shift-') ? named(name.replace('shift-', '')) : null);
}

/** What the foot shows: the keys that work now and a word for each, in the table's order. */
export function footOf<Does, Knows, Mode extends string, Group extends string>(
	table: readonly Key<Does, Knows, Mode, Group>[],
	mode: Mode,
	facts: Knows,
): {entry: Key<Does, Knows, Mode, Group>; word: string}[] {
	return table.flatMap(entry => {
		const {foot, modes, off} = entry;
		if (foot === undefined || !modes.includes(mode) || (off?.(facts) ?? null) !== null) return [];
		const word = typeof foot === 'string' ? foot : foot(facts);
		return word === null ? [] : [{entry, word}];
	});
}
