/** Puts a screen on the terminal and takes it off again. */
import {type Instance, type RenderOptions, render} from 'ink';
import type {ReactElement} from 'react';
import type {ChangeChoice} from './adoption/page.ts';
import {RunApp, type RunAppProps} from './app.tsx';
import {Attended} from './call/attended.tsx';
import type {Presence} from './call/presence.ts';
import {ChangeApp, type ChangeAppProps} from './change-app.tsx';
import {Guarded} from './guarded.tsx';
import type {Home} from './home/home.ts';
import {HomeApp, type HomeAppProps} from './home-app.tsx';
import {type Aside, StandingAside} from './input/standing-aside.tsx';
import type {HomeChoice} from './intentions.ts';
import type {PreflightChoice} from './preflight/plan.ts';
import {PreflightApp, type PreflightAppProps} from './preflight-app.tsx';
import {Repainted} from './repainted.tsx';

const options: RenderOptions = {
	alternateScreen: true,
	incrementalRendering: true,
	// Ctrl-C pauses first; the key table knows.
	exitOnCtrlC: false,
	patchConsole: true,
	maxFps: 60,
};

/**
 * Keys come as they are from the first frame on: until then the terminal would make a line's end of `enter`. What it
 * has echoed of earlier ones must not push the frame aside: it begins where the cursor is.
 */
function draw(screen: ReactElement): Instance {
	process.stdin.setRawMode(true);
	process.stdout.write('\r');
	return render(framed(screen), options);
}

function framed(screen: ReactElement): ReactElement {
	return (
		<Guarded>
			<Repainted>{screen}</Repainted>
		</Guarded>
	);
}

export type Shown = {
	/** Settles when the screen is off the terminal; rejects if drawing it failed. */
	waitUntilExit(): Promise<void>;
	unmount(): void;
};

/** The terminal, held from the page before a run to the end of the run, so that nothing flickers in between. */
export type Stage = Shown & {
	/** Shows the page before a run; settles once the person has chosen, or when the screen went away. */
	preflight(props: Omit<PreflightAppProps, 'choose'>): Promise<PreflightChoice>;
	/** Shows what changed since a run recorded it; settles likewise. */
	change(props: Omit<ChangeAppProps, 'choose'>): Promise<ChangeChoice>;
	/** Shows the run until `unmount`. */
	run(props: RunAppProps): void;
};

/**
 * Takes the terminal. Stdin and stdout have to be terminals. `presence` hears of every key. `aside`: how the pages
 * before a run go to the shell; null where there is none. A run does so by its own keys.
 */
export function openStage(presence: Presence, aside: Aside | null): Stage {
	let instance: Instance | null = null;
	function show(screen: ReactElement): Instance {
		const tree = <Attended presence={presence}>{screen}</Attended>;
		if (instance) instance.rerender(framed(tree));
		else instance = draw(tree);
		return instance;
	}

	function ask<Choice>(
		page: (choose: (choice: Choice) => void) => ReactElement,
	): Promise<Choice | {kind: 'leave'}> {
		return new Promise((resolve, reject) => {
			const shown = show(withShell(aside, page(resolve)));
			shown.waitUntilExit().then(() => resolve({kind: 'leave'}), reject);
		});
	}

	return {
		preflight: props => ask<PreflightChoice>(choose => <PreflightApp {...props} choose={choose} />),
		change: props => ask<ChangeChoice>(choose => <ChangeApp {...props} choose={choose} />),
		run(props) {
			show(<RunApp {...props} />);
		},
		async waitUntilExit() {
			await instance?.waitUntilExit();
		},
		unmount: () => instance?.unmount(),
	};
}

function withShell(aside: Aside | null, page: ReactElement): ReactElement {
	return aside ? <StandingAside aside={aside}>{page}</StandingAside> : page;
}

export type HomeShown = {
	/** Settles with what was chosen, once the screen is off the terminal; `quit` after `unmount`. */
	chosen: Promise<{choice: HomeChoice; home: Home}>;
	unmount(): void;
};

/** Shows the home screen until the person chooses. Stdin and stdout have to be terminals. `aside` as of a stage. */
export function renderHome(aside: Aside | null, props: Omit<HomeAppProps, 'choose'>): HomeShown {
	let left: {choice: HomeChoice; home: Home} = {choice: {kind: 'quit'}, home: props.start};
	const instance = draw(
		withShell(
			aside,
			<HomeApp
				{...props}
				choose={(choice, home) => {
					left = {choice, home};
					instance.unmount();
				}}
			/>,
		),
	);
	return {
		chosen: instance.waitUntilExit().then(() => left),
		unmount: () => instance.unmount(),
	};
}
