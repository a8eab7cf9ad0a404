/** What the home screen offers, read from the folder: pipelines first, runs as they are looked into. */
import {resolve} from 'node:path';
import {systemClock} from '../../io/clock.ts';
import {type FolderWatch, watchFolders} from '../../io/folder-watch.ts';
import {isLibraryFile, libraryFolders} from '../../io/library/library-files.ts';
import {listPipelines} from '../../io/library/pipelines.ts';
import {checkPrompted} from '../../io/library/prompted.ts';
import {checkPrompts} from '../../io/library/prompts.ts';
import type {Settings} from '../../io/library/settings.ts';
import {pipelineTemplates, templateDescriptions} from '../../io/library/templates.ts';
import {summarizeRuns} from '../../io/memory/list-runs.ts';
import {readState} from '../../io/memory/read-state.ts';
import {listRunFolders, type RunFolder} from '../../io/memory/run-folder.ts';
import {findLocalServers, placesToLook} from '../../io/models/local-servers.ts';
import {roleNames} from '../../io/models/roles.ts';
import type {HomeView, Offers, PipelineEntry, RunEntry, RunPreview} from '../../ui/home/offers.ts';
import type {Surroundings} from '../command.ts';
import {readSettingsTrusting} from '../read-settings-trusting.ts';
import {listModuleNames} from '../run/plan.ts';
import {type Answering, whoAnswers} from './answering.ts';
import {describeDemo, describePipeline} from './describe-pipeline.ts';
import {describeRun, unreadRun} from './describe-run.ts';
import type {Session} from './stay.ts';

export type Library = HomeView & {
	/** Reads everything again, and settles once pipelines are there. */
	reload(): Promise<void>;
	/** Reads pipelines, prompts and settings again. */
	refresh(): Promise<void>;
	/** Looks which servers of models answer on this machine. */
	lookForModels(): void;
	/** From now on what is saved shows by itself; what was since it was read first, too. */
	watch(): void;
	/** Stops reading, and watching. */
	close(): void;
};

/** By file: pipelines as they were told when they were last sound. */
export type LastSound = Map<string, PipelineEntry>;

/** Previews that are kept. */
const kept = 12;

/** Settles once pipelines are read; runs follow. */
export async function openLibrary(around: Surroundings, session: Session): Promise<Library> {
	const began = systemClock.now();
	const listeners = new Set<() => void>();
	const previews = new Map<string, RunPreview>();
	let folders = new Map<string, RunFolder>();
	let looked: string | null = null;
	let reading = false;
	let closed = false;
	/** Raised by each reload, so that what an earlier one still reads is dropped. */
	let round = 0;
	let looks = 0;
	const leaving = new AbortController();
	let watching: FolderWatch | null = null;
	const ground: Ground = {around, session, answering: null};
	const first = await readPipelines(ground);
	let offers: Offers = {
		...first,
		begunWithoutModel: first.model === null,
		runs: [],
		reading: true,
		previews: new Map(),
		unwatched: null,
		local: null,
		templates: pipelineTemplates.map(name => ({name, says: templateDescriptions[name]})),
	};

	function change(changes: Partial<Offers>): void {
		if (closed) return;
		offers = {...offers, ...changes};
		for (const listener of listeners) listener();
	}

	async function refresh(): Promise<void> {
		// What cannot be listed at this moment stays as it was told, until the next change.
		const next = await readPipelines(ground).catch(() => null);
		if (next) change(next);
	}

	async function readRuns(): Promise<void> {
		const mine = round;
		const list = await listRunFolders(resolve(around.folder, session.flags.runsDir)).catch(() => []);
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

	async function lookForModels(): Promise<void> {
		const mine = ++looks;
		const local = await findLocalServers(placesToLook(around.environment), leaving.signal);
		if (mine === looks) change({local});
	}

	void readRuns();
	return {
		offers: () => offers,
		subscribe(listener) {
			listeners.add(listener);
			// The screen is there. Who has nobody to ask yet may have somebody here.
			if (looks === 0 && offers.model === null) void lookForModels();
			return () => listeners.delete(listener);
		},
		look(run) {
			looked = run;
			void readLooked();
		},
		async reload() {
			const next = await readPipelines(ground);
			previews.clear();
			round++;
			change({...next, reading: true, previews: new Map()});
			await readRuns();
		},
		refresh,
		lookForModels: () => void lookForModels(),
		watch() {
			if (closed) return;
			watching ??= watchFolders({
				folders: () => libraryFolders(around.folder),
				matters: (within, name) => isLibraryFile(around.folder, within, name),
				clock: systemClock,
				since: began,
				changed: refresh,
				unwatched: why =>
					change({unwatched: `What is saved does not show here by itself (${why}): r reads it again.`}),
				lookEvery: null,
			});
		},
		close() {
			closed = true;
			leaving.abort();
			watching?.close();
			listeners.clear();
		},
	};
}

type Ground = {
	around: Surroundings;
	session: Session;
	/** By the settings when they could last be used: they say who answers as long as they are broken. */
	answering: Answering | null;
};

async function readPipelines(
	ground: Ground,
): Promise<Pick<Offers, 'pipelines' | 'demo' | 'model' | 'problem'>> {
	const {around, session} = ground;
	const {lastSound} = session;
	const {baseUrl, model} = session.flags;
	const names = await listModuleNames(around.folder);
	const [pipelines, prompts, prompted, read] = await Promise.all([
		listPipelines(around.folder, names),
		checkPrompts(names.ownPrompts, around.folder),
		checkPrompted(names.userModules.values(), names.prompts),
		readSettingsTrusting(around, {baseUrl, given: false}).catch((error: Error) => error),
	]);
	if (!(read instanceof Error)) ground.answering = whoAnswers(answeringAll(read, model));
	const {answering} = ground;
	const entries = pipelines.map(pipeline =>
		describePipeline(
			pipeline,
			{around, names, answering, prompts: [...prompts, ...prompted]},
			lastSound.get(pipeline.file),
		),
	);
	const files = new Set(entries.map(({file}) => file));
	for (const file of lastSound.keys()) if (!files.has(file)) lastSound.delete(file);
	for (const entry of entries)
		if (!entry.outdated && entry.operations.length > 0) lastSound.set(entry.file, entry);
	return {
		pipelines: entries,
		demo: await describeDemo(names),
		model: answering?.shown ?? null,
		problem: read instanceof Error ? read.message : null,
	};
}

/** `model`: the one that the person chose for everything, if they did. */
function answeringAll(settings: Settings, model: string | null): Settings {
	if (model === null) return settings;
	const roles = Object.fromEntries(roleNames.map(role => [role, model]));
	return {...settings, roles, default_model: {value: model, from: 'flag'}};
}
