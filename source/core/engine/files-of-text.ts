import type {FileManifest} from '../events.ts';
import {parseCodebase} from '../files/codebase-text.ts';
import {type FileSet, manifestOf} from '../files/file-set.ts';
import {judgeFiles} from '../files/path-rules.ts';
import {hashText} from '../hash.ts';
import {currentVersion} from '../state/basis.ts';
import type {OperationState} from '../state/run-state.ts';
import type {RunView} from '../store.ts';
import type {Crew} from './crew.ts';
import {readManifest, startingFiles} from './starting-files.ts';

/**
 * What a hand-made text means for an operation's files. `refused`: it cannot be, with the reason. `kept`: the text
 * says nothing of files, so they stay as they are (null: there are none). `files`: it stands for these, exactly;
 * where a text goes into a file, its module says how. Nothing is written yet.
 */
export type TextFiles =
	| {kind: 'refused'; problem: string}
	| {kind: 'kept'; files: FileManifest | null}
	| {kind: 'files'; files: FileSet};

/** Where a text is judged: the state it is for, and the modules that know their files. */
export type TextGround = Pick<Crew, 'modules'> & {store: Pick<RunView, 'state'>};

export function filesOfText(on: TextGround, operation: OperationState, text: string): TextFiles {
	const state = on.store.state();
	const {module, output_name} = operation.operation;
	const traits = Object.hasOwn(state.modules, module) ? state.modules[module]! : null;
	if (traits?.yields === 'codebase') return filesOfCode(text);

	const manifest = currentVersion(operation)?.files ?? operation.files;
	const place = on.modules(module)?.place;
	if (!place) return {kind: 'kept', files: manifest};
	const before = manifest ? readManifest(state, manifest) : startingFiles(state, output_name);
	try {
		return judge(place(text, before));
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		return {
			kind: 'refused',
			problem: `The module \`${module}\` could not put this text into its file: ${why}`,
		};
	}
}

/** The files that the text of a codebase stands for. */
export function filesOfCode(text: string): Exclude<TextFiles, {kind: 'kept'}> {
	const parsed = parseCodebase(text);
	return 'problem' in parsed ? {kind: 'refused', problem: parsed.problem} : judge(parsed.files);
}

function judge(files: FileSet): Exclude<TextFiles, {kind: 'kept'}> {
	const {refused} = judgeFiles(new Map(), files);
	return refused.length === 0 ? {kind: 'files', files} : {kind: 'refused', problem: listRefused(refused)};
}

export function listRefused(refused: readonly {path: string; reason: string}[]): string {
	return refused.map(({path, reason}) => `${path}: ${reason}`).join('\n');
}

/** The part of an edit's event that tells of files; nothing is written yet. */
export function fileFields(
	on: TextGround,
	operation: OperationState,
	text: string,
): {problem: string} | {files?: FileManifest; contents?: Record<string, string>} {
	const made = filesOfText(on, operation, text);
	switch (made.kind) {
		case 'refused':
			return {problem: made.problem};
		case 'kept':
			return made.files ? {files: made.files} : {};
		case 'files': {
			const {texts} = on.store.state();
			const hashed = [...made.files.values()].map(content => [hashText(content), content] as const);
			const contents = Object.fromEntries(hashed.filter(([hash]) => !texts.has(hash)));
			return {files: manifestOf(made.files), contents};
		}
	}
}
