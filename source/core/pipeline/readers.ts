/** Readers turn a value of the file into data, or report what is wrong with it and return undefined. */
import {longestDuration, parseDuration} from './duration.ts';
import {findNameFault} from './name-rules.ts';
import type {Place, Report} from './problem-list.ts';
import type {Shape} from './shape.ts';
import {suggest} from './suggest.ts';
import {describeValue, type ScalarValue, shorten, type Value} from './yaml-value.ts';

/** `what` names the value in a sentence, e.g. `` `inputs` ``. */
type Read<T> = (value: Value, what: string, report: Report) => T | undefined;

/** With what it takes. */
export type Reader<T> = Read<T> & {readonly shape: Shape};

/** A reader of values of this shape: `read` must refuse all others. */
export function reader<T>(shape: Shape, read: Read<T>): Reader<T> {
	return Object.assign(read, {shape});
}

/** Says that something else was expected there. */
function refuse(value: Value, what: string, expected: string, remedy: string, report: Report): undefined {
	report(value.place, () => ({message: `${what} must be ${expected}, not ${describeValue(value)}.`, remedy}));
}

export const text: Reader<string> = reader({kind: 'text'}, (value, what, report) => {
	if (value.kind === 'scalar' && typeof value.value === 'string') return value.value;
	const remedy =
		value.kind === 'scalar' && value.value !== null
			? `Put it in quotes: "${shorten(value.source)}".`
			: 'Write text; put it in quotes if it holds special characters.';
	return refuse(value, what, 'text', remedy, report);
});

/** A text that may be a name; see `findNameFault`. */
export const name: Reader<string> = reader({kind: 'name'}, (value, what, report) => {
	const read = text(value, what, report);
	if (read === undefined) return undefined;
	const fault = findNameFault(read);
	if (fault === null) return read;
	report(value.place, () => ({message: `${what} ${fault.because}.`, remedy: fault.remedy}));
	return undefined;
});

/** Like `name`, but returned even if it was reported, so that what refers to it is not reported too. */
export const ownName: Reader<string> = reader(
	{kind: 'name'},
	(value, what, report) => name(value, what, report) ?? (value.kind === 'scalar' ? value.source : undefined),
);

/** `012` is 12 to some programs and ten to others, so it is refused as a number. */
function isAmbiguous(value: ScalarValue): boolean {
	return typeof value.value === 'number' && /^[-+]?0\d/.test(value.source);
}

/** A finite number within bounds, which are part of the sentence. */
export function number(options: {least: number; most?: number; whole?: boolean}): Reader<number> {
	const {least, most = Number.MAX_SAFE_INTEGER, whole = false} = options;
	const kind = whole ? 'a whole number' : 'a number';
	const range =
		least === -Number.MAX_SAFE_INTEGER
			? kind
			: `${kind} ${most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`}`;
	return reader({kind: 'number', least, most, whole}, (value, what, report) => {
		if (value.kind !== 'scalar' || typeof value.value !== 'number') {
			return refuse(value, what, range, 'Write a number, without quotes or units.', report);
		}
		if (isAmbiguous(value)) return refuseAmbiguous(value, what, report);
		if (value.value >= least && value.value <= most && (!whole || Number.isInteger(value.value))) {
			return value.value;
		}
		return refuse(value, what, range, `Write ${range}.`, report);
	});
}

function refuseAmbiguous(value: ScalarValue, what: string, report: Report): undefined {
	report(value.place, () => ({
		message: `${what} is written \`${shorten(value.source)}\`, which some programs read as octal.`,
		remedy: `Write ${value.value}, or put it in quotes if it is text.`,
	}));
}

/** → milliseconds. */
export const duration: Reader<number> = reader({kind: 'duration'}, (value, what, report) => {
	const ambiguous = value.kind === 'scalar' && isAmbiguous(value);
	if (ambiguous) return refuseAmbiguous(value, what, report);
	const source = value.kind === 'scalar' ? value.value : null;
	const read = typeof source === 'string' || typeof source === 'number' ? parseDuration(source) : null;
	if (read !== null) return read;
	const days = longestDuration / 86_400_000;
	return refuse(
		value,
		what,
		`a duration of more than nothing and at most ${days} days`,
		'Write a number with its unit, such as 500ms, 30s, 10m or 1h; a bare number is seconds.',
		report,
	);
});

/** One of a few words. */
export function choice<const T extends string>(...choices: T[]): Reader<T> {
	const list = choices.map(word => `\`${word}\``).join(', ');
	return reader({kind: 'choice', choices}, (value, what, report) => {
		const word = value.kind === 'scalar' ? value.source : '';
		const found = choices.find(candidate => candidate === word);
		if (found !== undefined) return found;
		report(value.place, () => {
			const meant = suggest(word, choices);
			return {
				message: `${what} must be one of ${list}, not ${describeValue(value)}.`,
				remedy: meant === null ? `Write one of ${list}.` : `Did you mean \`${meant}\`?`,
			};
		});
		return undefined;
	});
}

/** Items that are wrong are left out. `instead`: the remedy if it is no list. */
export function list<T>(item: Reader<T>, instead?: string): Reader<T[]> {
	return reader({kind: 'list', item: item.shape}, (value, what, report) => {
		if (value.kind === 'list') {
			return value.items
				.map((each, index) => item(each, `Item ${index + 1} of ${what}`, report))
				.filter(each => each !== undefined);
		}
		const remedy =
			value.kind === 'scalar'
				? `Put it in brackets: [${shorten(value.source)}].`
				: 'Write a list: [first, second], or [] for none.';
		return refuse(value, what, 'a list', instead ?? remedy, report);
	});
}

export type Placed<T> = {value: T; place: Place};

/** Keeps the place, for checks that come later. */
export function placed<T>(read: Reader<T>): Reader<Placed<T>> {
	return reader(read.shape, (value, what, report) => {
		const result = read(value, what, report);
		return result === undefined ? undefined : {value: result, place: value.place};
	});
}

/** Whatever stands there, as plain data: numbers must be finite and clear. */
export const anything: Reader<unknown> = reader({kind: 'anything'}, (value, what, report) => {
	if (value.kind === 'list') return list(anything)(value, what, report);
	if (value.kind === 'mapping') {
		const entries = [...value.entries.values()];
		return Object.fromEntries(
			entries.map(entry => [entry.key, anything(entry.value, `\`${shorten(entry.key)}\``, report)]),
		);
	}
	if (typeof value.value !== 'number') return value.value;
	return number({least: -Number.MAX_SAFE_INTEGER})(value, what, report);
});
