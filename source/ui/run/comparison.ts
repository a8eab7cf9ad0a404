/** What an output is compared with. */
import type {FileManifest} from '../../core/events.ts';
import type {OperationState, Version} from '../../core/state/run-state.ts';
import type {Request} from '../desk.ts';
import {versionName} from './version-name.ts';

export type Side = {name: string} & ({text: string} | {files: FileManifest});
export type Comparison = {old: Side; now: Side; codebase: boolean};

/**
 * The current output against what it was before: an edit against what it was made of, a new attempt against the
 * one before, a codebase against the files it began with. `why`: there is nothing to compare with.
 */
export function outputComparison(
	operation: OperationState,
	request: Request | null,
): Comparison | {why: string} {
	if (operation.status === 'running')
		return {why: 'It runs: there is something to compare once it has finished.'};
	return beforeAndNow(operation, request);
}

function beforeAndNow(operation: OperationState, request: Request | null): Comparison | {why: string} {
	const version = operation.versions[operation.current - 1];
	if (version === undefined) return {why: 'There is no output to compare yet.'};
	const codebase = version.files !== null;
	const written = request?.kind === 'review' ? request.request.output : version.text;
	if (written !== version.text)
		return {old: sideOf(version), now: {name: 'your edit, not accepted', text: written}, codebase};
	const before = baseOf(operation, version);
	if (before !== undefined) return {old: sideOf(before), now: sideOf(version, operation), codebase};
	const began = version.basis?.files;
	if (version.files && began) {
		const old: Side = {name: 'the files it began with', files: began};
		return {old, now: {name: versionName(version), files: version.files}, codebase};
	}

	return {why: 'There is only this version, so there is nothing to compare it with.'};
}

/**
 * The version under the cursor, which is the new side, against the `marked` one; without a mark, or on it, against
 * the one before it in the list. The first is compared with the one after it.
 */
export function versionComparison(
	operation: OperationState,
	number: number,
	marked: number | null,
): Comparison | {why: string} {
	const {versions} = operation;
	const now = versions[number - 1];
	if (!now) return {why: 'There is no version to compare yet.'};
	const other = marked === number ? undefined : versions[(marked ?? 0) - 1];
	const old = other ?? versions[number - 2] ?? versions[number];
	if (!old) return beforeAndNow(operation, null);
	return {old: sideOf(old, operation), now: sideOf(now, operation), codebase: now.files !== null};
}

/** Texts of both sides, for two columns; a side that is a file set has none. */
export function isOfTexts({old, now}: Comparison): boolean {
	return 'text' in old && 'text' in now;
}

function baseOf({versions}: OperationState, version: Version): Version | undefined {
	const earlier = versions.slice(0, version.version - 1);
	const base =
		version.by === 'person'
			? earlier.findLast(({by}) => by !== 'person')
			: earlier.findLast(({attempt}) => attempt < version.attempt);
	return base ?? earlier.at(-1) ?? versions[version.version];
}

function sideOf(version: Version, operation?: OperationState): Side {
	// While variants are chosen from, the newest is current only because it came last.
	const settled = operation?.variants === null && operation.versions.length > 1;
	const current = settled && operation.current === version.version ? ', current' : '';
	return {name: versionName(version) + current, text: version.text};
}
