/** Puts a screen on the terminal and takes it off again. */
import {type RenderOptions, render} from 'ink';
import {RunApp, type RunAppProps} from './app.tsx';
import {HomeApp, type HomeAppProps} from './home-app.tsx';
import type {HomeChoice} from './intentions.ts';

const options: RenderOptions = {
	alternateScreen: true,
	incrementalRendering: true,
	// Ctrl-C pauses first; the key table knows.
	exitOnCtrlC: false,
	patchConsole: true,
	maxFps: 30,
};

export type Shown = {
	/** Settles when the screen is off the terminal; rejects if drawing it failed. */
	waitUntilExit(): Promise<void>;
	unmount(): void;
};

/** Shows a run until `unmount`. Stdin and stdout have to be terminals. */
export function renderRun(props: RunAppProps): Shown {
	const instance = render(<RunApp {...props} />, options);
	return {
		async waitUntilExit() {
			await instance.waitUntilExit();
		},
		unmount: () => instance.unmount(),
	};
}

/** Shows the home screen until the person chooses. Stdin and stdout have to be terminals. */
export async function renderHome(props: Omit<HomeAppProps, 'choose'>): Promise<HomeChoice> {
	let chosen: HomeChoice = {kind: 'quit'};
	const instance = render(
		<HomeApp
			{...props}
			choose={choice => {
				chosen = choice;
				instance.unmount();
			}}
		/>,
		options,
	);
	await instance.waitUntilExit();
	return chosen;
}
