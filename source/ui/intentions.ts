/** What the screen wants done. It never does any of it itself. */
export type Intentions = {
	/** Leave. What is unfinished is kept and can be resumed. */
	quit(): void;
	/** Let what runs finish, start nothing new. */
	pause(): void;
	proceed(): void;
	/** Put a raw text where it can be pasted from; settles with a sentence that says where it is. */
	copy(text: string, name: string): Promise<string>;
	/** Make a version the current one; settles with why it was not done, a sentence, or null. */
	chooseVersion?(output_name: string, version: number): Promise<string | null>;
};

/** What the person chose on the home screen. */
export type HomeChoice =
	| {kind: 'run'; pipeline: string}
	| {kind: 'demo'}
	| {kind: 'resume'; run: string}
	| {kind: 'quit'};

/** What the home screen wants done while it is shown. */
export type HomeIntentions = {
	/** Put a short text on the terminal's clipboard. */
	copy(text: string): void;
	/** Read pipelines and runs again; rejects with a sentence. */
	reload(): Promise<void>;
};
