/** Which names a file of a codebase may have. They come from models and people, and hold on every system. */
import type {FileSet} from './file-set.ts';

type Judgement = {path: string} | {refused: string};

/** Bytes in one part of a path; the limit of every file system in use. */
const PART_LIMIT = 255;
/** Bytes in a whole path: leaves room for the folder it goes to under Linux's 4096 and macOS's 1024. */
const PATH_LIMIT = 800;
/** Characters that are looked at at all: with what is dropped around it, no path needs more. */
const RAW_LIMIT = 4 * PATH_LIMIT;

const around = /^[\s\p{Default_Ignorable_Code_Point}]+|[\s\p{Default_Ignorable_Code_Point}]+$/gu;
const hidden = /[\p{Cc}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029\uFFF9-\uFFFB]/u;
const reservedOnWindows = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(\.|$)/i;

const wholePathRules: [(path: string) => boolean, string][] = [
	[path => path === '', 'it is empty'],
	[path => hidden.test(path), 'it holds control, invisible or text-direction characters'],
	[path => path.includes('\\'), 'it holds a backslash; parts of a path are separated by /'],
	[
		path => path.startsWith('/') || /^[a-z]:/i.test(path),
		'it is absolute; it has to be inside the workspace',
	],
	[path => path.startsWith('~'), 'it begins with ~, which stands for a home folder'],
	[path => path.split('/').includes('..'), 'it leaves the workspace with ..'],
	[path => path.endsWith('/'), 'it names a folder, not a file'],
];

const partRules: [(part: string) => boolean, string][] = [
	[part => bytesOf(part) > PART_LIMIT, `a part of it is longer than ${PART_LIMIT} bytes`],
	[part => reservedOnWindows.test(part), 'Windows reserves that name'],
	[part => part.includes(':'), 'it holds a colon, behind which Windows hides data in other files'],
	[part => /[. ]$/.test(part), 'a part of it ends with a dot or a space, which Windows drops'],
	[part => part.toLowerCase() === '.git', 'git would run the hooks and settings in it'],
];

/**
 * The path as it is used (relative, NFC, without `./` and `//`, spaces and zero-width characters around it
 * dropped), or a reason that reads on after “refused because”.
 */
export function judgePath(raw: string): Judgement {
	if (raw.length > RAW_LIMIT) return {refused: `it is longer than ${PATH_LIMIT} bytes`};
	const path = strip(raw).normalize('NFC');
	const parts = path.split('/').filter(part => part !== '' && part !== '.');
	const broken =
		wholePathRules.find(([breaks]) => breaks(path)) ??
		(parts.length === 0 ? [null, 'it names no file'] : undefined) ??
		partRules.find(([breaks]) => parts.some(breaks));
	if (broken) return {refused: broken[1]};
	const clean = parts.join('/');
	if (bytesOf(clean) > PATH_LIMIT) return {refused: `it is longer than ${PATH_LIMIT} bytes`};
	return {path: clean};
}

/** Until nothing is left to drop: behind a `./` there may be spaces, and behind those another. */
function strip(raw: string): string {
	let path = raw;
	for (;;) {
		const shorter = path.replace(around, '').replace(/^(\.\/+)+/, '');
		if (shorter === path) return path;
		path = shorter;
	}
}

/** The first path that cannot stand beside those before it: differs in case only, or is both file and folder. */
export function findCollision(paths: Iterable<string>): {path: string; reason: string} | null {
	const taken = startOccupancy();
	for (const path of paths) {
		const reason = taken.collides(path);
		if (reason) return {path, reason};
		taken.add(path);
	}

	return null;
}

/**
 * Judges files that are to be laid over `current`. Accepted ones have their clean path; of two that collide
 * the first stands, and what is current stands before what is new.
 */
export function judgeFiles(
	current: FileSet,
	wanted: FileSet,
): {accepted: Map<string, string>; refused: {path: string; reason: string}[]} {
	const taken = startOccupancy();
	for (const path of current.keys()) taken.add(path);
	const accepted = new Map<string, string>();
	const refused: {path: string; reason: string}[] = [];
	for (const [raw, text] of wanted) {
		const judged = judgePath(raw);
		const reason = 'refused' in judged ? judged.refused : taken.collides(judged.path);
		if (reason !== null || 'refused' in judged) {
			refused.push({path: raw, reason: reason ?? ''});
			continue;
		}

		taken.add(judged.path);
		accepted.set(judged.path, text);
	}

	return {accepted, refused};
}

/** What a case-insensitive file system would see. */
function startOccupancy() {
	const files = new Map<string, string>();
	const folders = new Map<string, string>();
	return {
		collides(path: string): string | null {
			const folded = fold(path);
			const twin = files.get(folded);
			if (twin !== undefined && twin !== path) return `it differs from ${twin} only in upper and lower case`;
			const inside = folders.get(folded);
			if (inside !== undefined) return `it is also the folder of ${inside}`;
			const file = foldersOf(folded).find(folder => files.has(folder));
			return file === undefined ? null : `${files.get(file)} is a file, so nothing can be inside it`;
		},
		add(path: string) {
			const folded = fold(path);
			files.set(folded, path);
			for (const folder of foldersOf(folded)) folders.set(folder, path);
		},
	};
}

function foldersOf(path: string): string[] {
	const parts = path.split('/');
	return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

function fold(path: string): string {
	return path.normalize('NFC').toUpperCase().toLowerCase();
}

function bytesOf(text: string): number {
	return new TextEncoder().encode(text).length;
}
