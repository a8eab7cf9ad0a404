/** What the home screen offers, read from the folder: pipelines first, runs as they are looked into. */
import {resolve} from 'node:path';
import {listPipelines} from '../../io/library/pipelines.ts';
import {summarizeRuns} from '../../io/memory/list-runs.ts';
import {readState} from '../../io/memory/read-state.ts';
import {listRunFolders, type RunFolder} from '../../io/memory/run-folder.ts';
import type {HomeView, Offers, RunEntry, RunPreview} from '../../ui/home/offers.ts';
import type {Surroundings} from '../command.ts';
import {readSettingsTrusting} from '../read-settings-trusting.ts';
import {usualRunsDir} from '../run/options.ts';
import {listModuleNames} from '../run/plan.ts';
import {whoAnswers} from './answering.ts';
import {describeDemo, describePipeline} from './describe-pipeline.ts';
import {describeRun, unreadRun} from './describe-run.ts';

export type Library = HomeView & {
	/** What keeps the settings from being used, a sentence; null if nothing does. */
	problem: string | null;
	/** Reads everything again, and settles once pipelines are there. */
	reload(): Promise<void>;
	/** Stops reading. */
	close(): void;
};

/** Previews that are kept. */
const kept = 12;

/** Settles once pipelines are read; runs follow. */
export async function openLibrary(around: Surroundings): Promise<Library> {
	const listeners = new Set<() => void>();
	const previews = new Map<string, RunPreview>();
	let folders = new Map<string, RunFolder>();
	let looked: string | null = null;
	let reading = false;
	let closed = false;
	/** Raised by each reload, so that what an earlier one still reads is dropped. */
	let round = 0;
	let {offers, problem} = await readOffers(around);

	function change(changes: Partial<Offers>): void {
		if (closed) return;
		offers = {...offers, ...changes};
		for (const listener of listeners) listener();
	}

	async function readRuns(): Promise<void> {
		const mine = round;
		const list = await listRunFolders(resolve(around.folder, usualRunsDir)).catch(() => []);
		if (closed || mine !== round) return;
		folders = new Map(list.map(folder => [folder.id, folder]));
		const known = new Map(offers.runs.map(run => [run.id, run]));
		const entries: RunEntry[] = list.map(folder => known.get(folder.id) ?? unreadRun(folder));
		change({runs: [...entries], reading: false});
		void readLooked();
		let read = 0;
		for await (const some of summarizeRuns(list)) {
			if (closed || mine !== round) return;
			entries.splice(read, some.length, ...some.map(describeRun));
			read += some.length;
			change({runs: [...entries]});
		}
	}

	/** One at a time, and always the one that is looked at now. */
	async function readLooked(): Promise<void> {
		if (reading) return;
		reading = true;
		try {
			while (!closed && looked !== null && !previews.has(looked)) {
				const id = looked;
				const folder = folders.get(id);
				if (!folder) return;
				previews.set(id, await readState(folder.log));
				for (const old of previews.keys()) if (previews.size > kept && old !== id) previews.delete(old);
				change({previews: new Map(previews)});
			}
		} finally {
			reading = false;
		}
	}

	void readRuns();
	return {
		get problem() {
			return problem;
		},
		offers: () => offers,
		subscribe(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		look(run) {
			looked = run;
			void readLooked();
		},
		async reload() {
			const next = await readOffers(around);
			problem = next.problem;
			previews.clear();
			round++;
			change({...next.offers, runs: offers.runs});
			await readRuns();
		},
		close() {
			closed = true;
			listeners.clear();
		},
	};
}

async function readOffers(around: Surroundings): Promise<{offers: Offers; problem: string | null}> {
	const names = await listModuleNames(around.folder);
	const [pipelines, read] = await Promise.all([
		listPipelines(around.folder, names),
		readSettingsTrusting(around, {baseUrl: null, given: false}).catch((error: Error) => error),
	]);
	const settings = read instanceof Error ? null : read;
	const answering = settings === null ? null : whoAnswers(settings);
	return {
		problem: read instanceof Error ? read.message : null,
		offers: {
			pipelines: pipelines.map(pipeline => describePipeline(pipeline, {around, names, answering})),
			demo: await describeDemo(names),
			runs: [],
			reading: true,
			previews: new Map(),
			model: answering?.shown ?? null,
		},
	};
}
