/** Puts a screen on the terminal and takes it off again. */
import {type RenderOptions, render} from 'ink';
import {RunApp, type RunAppProps} from './app.tsx';
import type {Home} from './home/home.ts';
import {HomeApp, type HomeAppProps} from './home-app.tsx';
import type {HomeChoice} from './intentions.ts';

const options: RenderOptions = {
	alternateScreen: true,
	incrementalRendering: true,
	// Ctrl-C pauses first; the key table knows.
	exitOnCtrlC: false,
	patchConsole: true,
	maxFps: 60,
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

export type HomeShown = {
	/** Settles with what was chosen, once the screen is off the terminal; `quit` after `unmount`. */
	chosen: Promise<{choice: HomeChoice; home: Home}>;
	unmount(): void;
};

/** Shows the home screen until the person chooses. Stdin and stdout have to be terminals. */
export function renderHome(props: Omit<HomeAppProps, 'choose'>): HomeShown {
	let left: {choice: HomeChoice; home: Home} = {choice: {kind: 'quit'}, home: props.start};
	const instance = render(
		<HomeApp
			{...props}
			choose={(choice, home) => {
				left = {choice, home};
				instance.unmount();
			}}
		/>,
		options,
	);
	return {
		chosen: instance.waitUntilExit().then(() => left),
		unmount: () => instance.unmount(),
	};
}
