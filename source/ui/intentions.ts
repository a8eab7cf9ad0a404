import type {PlayOutcome, ShellListener, Terminal} from '../core/ports.ts';
import type {LocalModel} from './home/offers.ts';

/** What the screen wants done. It never does any of it itself. */
export type Intentions = {
	/** Leave. What is unfinished is kept and can be resumed. */
	quit(): void;
	/** Let what runs finish, start nothing new. */
	pause(): void;
	proceed(): void;
	/** Give the terminal back to the shell, and stand still until it calls; missing where there are no such shells. */
	standAside?(terminal: Terminal): Promise<void>;
	/** Hear when the shell, or somebody else, wants that; returns how to stop. */
	heedShell?(told: ShellListener): () => void;
	/** Put a raw text where it can be pasted from; settles with a sentence that says where it is. */
	copy(text: string, name: string): Promise<string>;
	/** Names of models to suggest, besides those that the run has asked. */
	models: readonly KnownModel[];
	/** Names that the endpoints list, to suggest too, as soon as they are there. Missing where none is asked. */
	offered?(): Promise<readonly string[]>;
	steering: Steers;
	/** Missing where no program is played. */
	playing?: Plays;
	/**
	 * Begins a new run that takes over what this one made, and shows it; what runs here is stopped and kept. Settles
	 * with null once that is under way, else with why not, a sentence. Missing where nothing can be begun.
	 */
	fork?(from: ForkFrom): Promise<string | null>;
	/** Of a recording that nothing can be begun from: why, a sentence. */
	whyNoFork?: string;
};

/** The programs of a run, for the person to play in their own terminal. */
export type Plays = {
	/**
	 * What would run of an operation, as it stands now, or why nothing can, a sentence. Takes a moment while it is tried
	 * whether programs can be caged.
	 */
	find(output_name: string): Promise<Playable | {why: string}>;
	/**
	 * Lends the terminal to it until it has ended and the person goes back, or they come back before. Settles with how
	 * it went, or why it could not be played, a sentence.
	 */
	play(output_name: string, terminal: Terminal): Promise<PlayOutcome | {why: string}>;
};

export type Playable = {
	/** The command line. */
	command: string;
	caged: boolean;
	network: boolean;
	/** The person has to agree first. */
	asks: boolean;
};

/** Where a fork begins. */
export type ForkFrom = {
	/** Made anew, with what depends on it; null: whatever was finished at that moment is taken over. */
	output_name: string | null;
	/** How many actions of the log lie behind that moment; null: now. */
	action: number | null;
};

/** A name that a model may be called by. */
export type KnownModel = {
	name: string;
	/** Which model that is, where the name is not its own. */
	means: string | null;
};

/** Each settles with null when it was done, else with why it was not, a sentence. `rerun`: what goes stale is made anew at once. */
export type Steers = {
	edit(output_name: string, text: string, how: {rerun: boolean}): Promise<string | null>;
	editPrompt(
		output_name: string,
		prompt: {system: string; supplement: string | null},
		how: {rerun: boolean},
	): Promise<string | null>;
	/** Makes a version the current one. */
	choose(output_name: string, version: number, how: {rerun: boolean}): Promise<string | null>;
	undo(how: {rerun: boolean}): Promise<string | null>;
	/** `model`: by that one this time; null: by its own. */
	rerun(output_name: string, model: string | null): Promise<string | null>;
	/** A call that waits to be tried again is tried now. */
	tryNow(output_name: string): Promise<string | null>;
	rerunStale(): Promise<string | null>;
	pin(output_name: string, pinned: boolean): Promise<string | null>;
	setStepping(stepping: boolean): Promise<string | null>;
	setBreakpoint(output_name: string, on: boolean): Promise<string | null>;
	step(output_name: string | null): Promise<string | null>;
};

/** For a run that nobody may steer: each settles with why. */
export function refusingToSteer(why: string): Steers {
	const refuse = async () => why;
	return {
		edit: refuse,
		editPrompt: refuse,
		choose: refuse,
		undo: refuse,
		rerun: refuse,
		tryNow: refuse,
		rerunStale: refuse,
		pin: refuse,
		setStepping: refuse,
		setBreakpoint: refuse,
		step: refuse,
	};
}

/** What the person chose on the home screen. */
export type HomeChoice =
	| {kind: 'run'; pipeline: string}
	| {kind: 'demo'}
	| {kind: 'resume'; run: string}
	/** `output_name`: made anew, with what depends on it. */
	| {kind: 'fork'; run: string; output_name: string}
	/** A new request on its program. */
	| {kind: 'continue'; run: string}
	| {kind: 'watch'; run: string}
	| {kind: 'quit'};

/** What the home screen wants done while it is shown. */
export type HomeIntentions = {
	/** Put a short text on the terminal's clipboard. */
	copy(text: string): void;
	/** Read pipelines and runs again; rejects with a sentence. */
	reload(): Promise<void>;
	/** Open a file in the person's own editor, with the terminal lent to it. Settles with what went wrong, a sentence, or null. */
	edit(file: string, terminal: Terminal): Promise<string | null>;
	/** Look which servers of models answer on this machine, unless that is known. */
	lookForModels(): void;
	/**
	 * Each of these resolves with a sentence that says what was done, and rejects with one that says why not and what to
	 * do. What is offered has changed by then.
	 */
	/** Make a pipeline of the person's own. */
	newPipeline(name: string, template: string): Promise<string>;
	/** Check a key for OpenAI's models, and store it. */
	logIn(key: string): Promise<string>;
	/** Have a model of this machine answer: from now on in this folder, or as long as the app runs. */
	takeModel(model: LocalModel, howLong: 'folder' | 'session'): Promise<string>;
};
