/** What an answer of a model does to a file set, and doing it. */
import {extractFiles} from '../core/files/extract.ts';
import type {FileSet} from '../core/files/file-set.ts';
import {settleFiles} from '../core/files/settle-files.ts';
import type {ModuleContext} from '../core/module.ts';
import {findDeletions} from './deletions.ts';

/** What every prompt that asks for files ends with. */
export const FILE_FORMAT = `Answer with every file that changes, and with each of them whole: never a part, never “the rest stays”.
Each file: its path in backticks, alone on a line, then its content in a fence that is longer than any inside it.
A file that has to go: a line \`DELETE: path\` outside the fences. Leave out the files that stay as they are.`;

/** What a prompt that asks for repairs ends with: a small change need not bring the whole file again. */
export const REPAIR_FORMAT = `Answer with the files that change; leave out those that stay as they are. Each file: its path in backticks, alone on a line, then a fence that is longer than any inside it. The fence holds either the whole file (never a part, never “the rest stays”), or only blocks that say what changes in it:
<<<<<<< SEARCH
lines that stand in the file now, copied exactly with their indentation, as many as it takes to stand there only once
=======
the lines that take their place
>>>>>>> REPLACE
A file that has to go: a line \`DELETE: path\` outside the fences.`;

export type FileAnswer = {
	/** Files that came whole or whose edits could be applied, whether or not they differ from what is there. */
	files: FileSet;
	deletions: string[];
	/** Files that came in a form that cannot be taken, each with why. */
	refused: {path: string; reason: string}[];
	/** Commands that the model says run the program. */
	commands: string[];
	/** Paths of files that were begun and not ended. */
	truncated: string[];
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
	const {files, deleted, refused} = settleFiles(extracted, current);
	const whole = (path: string) => files.has(path);
	return {
		files,
		deletions: [...new Set([...deleted, ...findDeletions(text, current)])].filter(path => !whole(path)),
		refused,
		commands: extracted.commands,
		truncated: extracted.truncated.flatMap(({path}) => (path === null || whole(path) ? [] : [path])),
		cutAgain: extracted.truncated.flatMap(({path}) => (path !== null && whole(path) ? [path] : [])),
		repeated: [...new Set(extracted.repeated.map(({path}) => path))],
		unnamed: [
			...extracted.unnamed.map(
				({lines, language, line}) =>
					`a block of ${lines} ${lines === 1 ? 'line' : 'lines'}${language ? ` of ${language}` : ''} (line ${line} of the answer) has no file name`,
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
	const refused = [...answer.refused, ...result.refused];
	const problems = [
		...answer.truncated.map(
			path =>
				`\`${path}\` was cut off before its end (or one of its lines passes for the end of its fence) and was not written`,
		),
		...answer.cutAgain.map(
			path => `\`${path}\` came once more and was cut off there; the whole version before that was taken`,
		),
		...answer.repeated.map(path => `\`${path}\` came more than once; the last whole version was taken`),
		...refused.map(({path, reason}) => `\`${path}\` was refused because ${reason}`),
		...answer.unnamed,
	];
	if (problems.length > 0) context.log(`In the answer ${problems.join('; ')}.`);
	return {...result, refused, problems};
}

/** A final newline more or less is no change worth a run. */
function isSame(before: string | undefined, after: string): boolean {
	return before?.trimEnd() === after.trimEnd();
}
