/** What the home screen offers. Everything in it was read from files: names, descriptions and requests are untrusted. */
import type {RunState} from '../../core/state/run-state.ts';

export type PlannedOperation = {
	output_name: string;
	module: string;
	inputs: readonly string[];
	/** What it would ask, the models it climbs to after it; empty if it asks none. Null: only its code knows. */
	models: readonly string[] | null;
	/** Where it would stop for the person. */
	stops: {asks: boolean; review: boolean};
};

export type PipelineEntry = {
	/** What the choice hands back: a name, or a path. */
	name: string;
	description: string | null;
	/** Where it comes from, e.g. `bundled`, `./pipelines`. */
	source: string;
	/** Absolute path. */
	file: string;
	/** In the file's order; empty if it cannot be read. */
	operations: readonly PlannedOperation[];
	/** The file is broken, and these are its operations as they were when it was sound. */
	outdated: boolean;
	/** Its ceilings in words; null if it sets none. */
	budget: string | null;
	/** What stands in the way of its models, a sentence; null if nothing does. */
	needs: string | null;
	/** Why it cannot run, in a sentence; null if it can. */
	problem: string | null;
	/** All that was found in it, with the places; rows of plain text. */
	problems: string;
};

export type RunEntry = {
	id: string;
	/** Absolute path of its folder. */
	folder: string;
	pipeline: string;
	/** `reading`: its log was not looked into yet. */
	status:
		| 'reading'
		| 'unreadable'
		| 'running'
		| 'done'
		| 'failed'
		| 'stopped'
		| 'budget'
		| 'waiting'
		| 'interrupted';
	/** Another terminal has it, though it may have come to its end. */
	open: boolean;
	/** ms since the epoch. */
	startedAt: number;
	/** As shown, e.g. `$0.03+?`. */
	cost: string;
	tokens: number;
	/** Where it stands if it is not done. */
	at: {
		output_name: string;
		doing: 'review' | 'question' | 'consent' | 'direction' | 'failed' | 'running';
	} | null;
	/** Of one that is done: how many operations came to no output. */
	leftOut: {skipped: number; blocked: number};
	/** Why it is unreadable. */
	problem: string | null;
};

/** How a run stood in the end; or why that cannot be shown. */
export type RunPreview = RunState | {problem: string};

/** A server of models on this machine that answered. */
export type LocalServer = {
	/** As people call it. */
	title: string;
	/** What a provider of the settings is called after it. */
	provider: string;
	base_url: string;
	models: readonly string[];
};

/** A model of such a server. */
export type LocalModel = Pick<LocalServer, 'title' | 'provider' | 'base_url'> & {model: string};

/** What a new pipeline can begin as. */
export type Template = {name: string; says: string};

export type Offers = {
	/** The person's own first. */
	pipelines: readonly PipelineEntry[];
	/** What the demo runs. */
	demo: PipelineEntry | null;
	/** The newest first. */
	runs: readonly RunEntry[];
	/** Their list is still being read. */
	reading: boolean;
	/** By run. */
	previews: ReadonlyMap<string, RunPreview>;
	/** What will answer, with and without the names of the models; null while there is nobody to ask. */
	model: {long: string; short: string} | null;
	/** There was nobody to ask when this screen came: the demo, which led then, keeps its place. */
	begunWithoutModel: boolean;
	/** What keeps the settings from being used, a sentence; null if nothing does. */
	problem: string | null;
	/** That what is saved does not show here by itself, and why, a sentence; null where it does. */
	unwatched: string | null;
	/** Null while nobody has looked. */
	local: readonly LocalServer[] | null;
	templates: readonly Template[];
};

/** Offers that fill in while the screen is shown. */
export type HomeView = {
	offers(): Offers;
	/** Called after each change; returns how to stop. */
	subscribe(listener: () => void): () => void;
	/** The run that is looked at: its preview is read next. */
	look(run: string | null): void;
};
