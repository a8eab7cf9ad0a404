/** Remembers comparisons and how they were laid out: the screen asks for the same ones at every frame. */

import type {FileManifest} from '../../core/events.ts';
import {parseCodebase} from '../../core/files/codebase-text.ts';
import type {FileSet} from '../../core/files/file-set.ts';
import {type Content, linesContent} from '../content/content.ts';
import {uncut} from '../spoken/uncut.ts';
import {line} from '../text/line.ts';
import type {Glyphs} from '../theme.ts';
import {compareFiles} from './compare-files.ts';
import {type Compared, compareLines} from './rows.ts';
import {sideBySideContent} from './side-by-side.ts';
import {unifiedContent} from './unified.ts';

/** From here on the two sides stand beside each other, cells. */
const wideFrom = 100;
/** Pairs of texts that are remembered. */
const kept = 8;

export type Diffs = {
	/** Two texts; `codebase`: they are compared file by file if both can be read as file sets. */
	texts(old: string, now: string, codebase: boolean): Compared;
	/** Two file sets. Remembered by identity. */
	files(old: FileSet, now: FileSet): Compared;
	/** The files behind a manifest; the same set each time. */
	filesOf(manifest: FileManifest, texts: ReadonlyMap<string, string>): FileSet;
	/** Side by side where that is wide enough, else one column. */
	content(compared: Compared, width: number, glyphs: Glyphs): Content;
};

export function createDiffs(): Diffs {
	const recent: {old: string; now: string; codebase: boolean; compared: Compared}[] = [];
	const byFiles = new WeakMap<FileSet, {old: FileSet; compared: Compared}>();
	const sets = new WeakMap<FileManifest, FileSet>();
	const laid = new WeakMap<Compared, {width: number; glyphs: Glyphs; content: Content}>();

	return {
		texts(old, now, codebase) {
			const known = recent.find(one => one.codebase === codebase && one.old === old && one.now === now);
			if (known) return known.compared;
			const compared = (codebase ? compareCodebases(old, now) : null) ?? compareLines(old, now);
			recent.unshift({old, now, codebase, compared});
			recent.length = Math.min(recent.length, kept);
			return compared;
		},
		files(old, now) {
			const known = byFiles.get(now);
			if (known?.old === old) return known.compared;
			const compared = compareFiles(old, now);
			byFiles.set(now, {old, compared});
			return compared;
		},
		filesOf(manifest, texts) {
			const known = sets.get(manifest);
			if (known) return known;
			const files = new Map(
				Object.entries(manifest).map(([path, hash]) => [path, texts.get(hash) ?? lacking(hash)]),
			);
			sets.set(manifest, files);
			return files;
		},
		content(compared, width, glyphs) {
			const known = laid.get(compared);
			if (known?.width === width && known.glyphs === glyphs) return known.content;
			const content = lay(compared, width, glyphs);
			laid.set(compared, {width, glyphs, content});
			return content;
		},
	};
}

function compareCodebases(old: string, now: string): Compared | null {
	const [before, after] = [parseCodebase(old), parseCodebase(now)];
	return 'files' in before && 'files' in after ? compareFiles(before.files, after.files) : null;
}

function lacking(hash: string): string {
	return `[this log does not hold the text with sha256 ${hash}]\n`;
}

function lay({rows}: Compared, width: number, glyphs: Glyphs): Content {
	if (rows.length === 0) return linesContent([line('Nothing differs.', 'quiet')]);
	// Two texts at once cannot be listened to.
	const beside = width >= wideFrom && width !== uncut;
	return beside ? sideBySideContent(rows, width, glyphs) : unifiedContent(rows, width, glyphs);
}
