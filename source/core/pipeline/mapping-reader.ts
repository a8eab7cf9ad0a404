import type {Finding, Report} from './problem-list.ts';
import {type Reader, reader} from './readers.ts';
import type {MappingShape} from './shape.ts';
import {suggest, suggestNearest} from './suggest.ts';
import {describeValue, type Entry, type MappingValue, shorten} from './yaml-value.ts';

type Readers = Record<string, Reader<unknown>>;

/** What a mapping may hold. */
export type KeyTable<K extends Readers> = {
	/** What the mapping is called in a sentence, e.g. `an operation`. */
	what: string;
	keys: K;
	/** The remedy if it is no mapping at all. */
	instead: string;
	/** Keys that must be there, each with the remedy if it is not. */
	required?: {[P in keyof K]?: string};
	/** Reads keys that the table does not know; without it they are errors. */
	rest?: Reader<unknown>;
	/** Usual further keys: no misspellings of the table's, though some are near. */
	known?: ReadonlySet<string>;
	/** Keys that belong elsewhere: the remedy. */
	elsewhere?: (key: string) => string | null;
};

/** Null: the key is there, and empty. Absent: it is not there, or was wrong. */
export type Read<K extends Readers> = {
	[P in keyof K]?: Exclude<ReturnType<K[P]>, undefined> | null;
};

export type MappingRead<K extends Readers> = {
	read: Read<K>;
	/** What `rest` read. */
	further: Record<string, unknown>;
};

/** Reads a mapping by its table; everything that does not fit is reported, the rest is returned. */
export function mapping<K extends Readers>(table: KeyTable<K>): Reader<MappingRead<K>> {
	return reader(shapeOf(table), (value, what, report) => {
		if (value.kind !== 'mapping') {
			report(value.place, () => ({
				message: `${what} must be a mapping, not ${describeValue(value)}.`,
				remedy: table.instead,
			}));
			return undefined;
		}
		return readEntries(table, value, what, report);
	});
}

function shapeOf<K extends Readers>({keys, required = {}, rest, known}: KeyTable<K>): MappingShape {
	return {
		kind: 'mapping',
		keys: Object.fromEntries(Object.entries(keys).map(([key, {shape}]) => [key, shape])),
		required: Object.keys(required),
		rest: rest?.shape ?? null,
		known: known ?? new Set(),
	};
}

function readEntries<K extends Readers>(
	table: KeyTable<K>,
	value: MappingValue,
	what: string,
	report: Report,
): MappingRead<K> {
	const read: Record<string, unknown> = {};
	const further: Record<string, unknown> = {};
	const missing = new Set(Object.keys(table.required ?? {}).filter(key => !value.entries.has(key)));

	const readKey = (key: string, entry: Entry): void => {
		const remedy = table.required?.[key];
		if (isEmpty(entry)) {
			read[key] = null;
			if (remedy !== undefined) {
				report(entry.keyPlace, () => ({message: `\`${key}\` is empty.`, remedy}));
			}
			return;
		}
		const result = table.keys[key]!(entry.value, `\`${key}\``, report);
		if (result !== undefined) read[key] = result;
	};

	for (const entry of value.entries.values()) {
		if (Object.hasOwn(table.keys, entry.key)) {
			readKey(entry.key, entry);
			continue;
		}
		const meant = meantBy(table, value, entry.key);
		if (meant === null && table.rest) {
			warnOfNearMiss(table, entry, report);
			further[entry.key] = isEmpty(entry)
				? null
				: table.rest(entry.value, `\`${shorten(entry.key)}\``, report);
			continue;
		}
		report(entry.keyPlace, () => describeUnknownKey(table, entry.key, meant));
		// Read as what was meant, so that one slip is one problem.
		if (meant !== null && missing.delete(meant)) readKey(meant, entry);
	}
	for (const key of missing) {
		report(value.place, () => ({
			message: `${what} has no \`${key}\`.`,
			remedy: table.required![key]!,
		}));
	}
	return {read: read as Read<K>, further};
}

function isEmpty(entry: Entry): boolean {
	return entry.value.kind === 'scalar' && entry.value.value === null;
}

/** The key of the table that an unknown key is a misspelling of. */
function meantBy<K extends Readers>(table: KeyTable<K>, value: MappingValue, key: string): string | null {
	if (table.known?.has(key) || (table.elsewhere?.(key) ?? null) !== null) return null;
	const candidates = Object.keys(table.keys).filter(candidate => !value.entries.has(candidate));
	// Where further keys are welcome, only a slip of the pen is a mistake.
	return table.rest ? suggestNearest(key, candidates) : suggest(key, candidates);
}

/** A further key may be anything, so one that is nearly a known one is no error. */
function warnOfNearMiss<K extends Readers>(table: KeyTable<K>, {key, keyPlace}: Entry, report: Report): void {
	if (!table.known || table.known.has(key)) return;
	const near = suggestNearest(key, table.known);
	if (near === null) return;
	report(
		keyPlace,
		() => ({
			message: `\`${shorten(key)}\` is not known here, and is sent to the model as it is.`,
			remedy: `Did you mean \`${near}\`?`,
		}),
		'warning',
	);
}

function describeUnknownKey<K extends Readers>(
	table: KeyTable<K>,
	key: string,
	meant: string | null,
): Finding {
	const known = Object.keys(table.keys)
		.map(each => `\`${each}\``)
		.join(', ');
	return {
		message: `\`${shorten(key)}\` is not a key of ${table.what}.`,
		remedy:
			table.elsewhere?.(key) ??
			(meant === null ? `Remove it, or use one of ${known}.` : `Did you mean \`${meant}\`?`),
	};
}
