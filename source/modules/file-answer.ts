/** What an answer of a model does to a file set, and doing it. */
import {applyAnswer} from '../core/files/apply-answer.ts';
import {extractFiles} from '../core/files/extract.ts';
import type {FileSet} from '../core/files/file-set.ts';
import type {ModuleContext} from '../core/module.ts';
import {findDeletions} from './deletions.ts';

/** What every prompt that asks for files ends with. */
export const FILE_FORMAT = `Answer with every file that changes, and with each of them whole: never a part, never “the rest stays”.
Each file: its path in backticks, alone on a line, then its content in a fence that is longer than any inside it.
A file that has to go: a line \`DELETE: path\` outside the fences. Leave out the files that stay as they are.`;

/** What a request for a repair ends with: there an edit says more than a file that is whole again. */
export const REPAIR_FORMAT = `Answer with the files that change, each in one of two ways.
Whole: its path in backticks, alone on a line, then all of its content in a fence that is longer than any inside it; never a part, never “the rest stays”.
Or edited: its path in backticks, alone on a line, then in a fence one or more blocks of
<<<<<<< SEARCH
lines that are there now, exactly as they are, enough of them to stand in one place only
=======
the lines that take their place
>>>>>>> REPLACE
A file that has to go: a line \`DELETE: path\` outside the fences. Leave out the files that stay as they are.`;

export type FileAnswer = {
	/** Files that came whole, or that edits made of what is there, whether or not they differ from it. */
	files: FileSet;
	deletions: string[];
	/** Commands that the model says run the program. */
	commands: string[];
	/** Paths of files that were begun and not ended. */
	truncated: string[];
	/** What of the answer does not fit the files that are there, with the reason, a clause. */
	left: {path: string | null; reason: string}[];
	/** Files that came whole, and further down once more and not ended. */
	cutAgain: string[];
	/** Files of which an earlier version stands in the answer too. */
	repeated: string[];
	/** Blocks of code that no name was given for, one sentence each. */
	unnamed: string[];
};

/** Reads an answer against the files that are there now. */
export function readFileAnswer(text: string, current: FileSet): FileAnswer {
	const extracted = extractFiles(text);
	const {files, deletions, left} = applyAnswer(extracted, current);
	const whole = (path: string) => files.has(path);
	return {
		files,
		deletions: [...deletions, ...findDeletions(text)].filter(path => current.has(path) && !whole(path)),
		left,
		commands: extracted.commands,
		truncated: extracted.truncated.flatMap(({path}) => (path === null || whole(path) ? [] : [path])),
		cutAgain: extracted.truncated.flatMap(({path}) => (path !== null && whole(path) ? [path] : [])),
		repeated: [...new Set(extracted.repeated.map(({path}) => path))],
		unnamed: [
			...extracted.unnamed.map(
				({lines, language, line}) =>
					`a block of ${lines} lines${language ? ` of ${language}` : ''} (line ${line} of the answer) has no file name`,
			),
			...extracted.truncated.flatMap(({path, line}) =>
				path === null ? [`a block (line ${line} of the answer) has neither a file name nor an end`] : [],
			),
		],
	};
}

export type Applied = {
	written: string[];
	deleted: string[];
	refused: {path: string; reason: string}[];
	/** What of the answer did not come through, one clause each, for the person and for the model. */
	problems: string[];
};

/** Writes what differs. What did not come through is told to the person and handed back. */
export async function applyFileAnswer(context: ModuleContext, answer: FileAnswer): Promise<Applied> {
	const current = context.files.current();
	const changed = new Map([...answer.files].filter(([path, text]) => !isSame(current.get(path), text)));
	const result =
		changed.size + answer.deletions.length > 0
			? await context.files.write(changed, {delete: answer.deletions})
			: {written: [], deleted: [], refused: []};
	const problems = [
		...answer.truncated.map(path => `\`${path}\` was cut off before its end and was not written`),
		...answer.cutAgain.map(
			path => `\`${path}\` came once more and was cut off there; the whole version before that was taken`,
		),
		...answer.repeated.map(path => `\`${path}\` came more than once; the last whole version was taken`),
		...answer.left.map(({path, reason}) =>
			path === null ? reason : `\`${path}\` stays as it is: ${reason}`,
		),
		...result.refused.map(({path, reason}) => `\`${path}\` was refused because ${reason}`),
		...answer.unnamed,
	];
	if (problems.length > 0) context.log(`In the answer ${problems.join('; ')}.`);
	return {...result, problems};
}

/** A final newline more or less is no change worth a run. */
function isSame(before: string | undefined, after: string): boolean {
	return before?.trimEnd() === after.trimEnd();
}
