/** The screens of a run, on one terminal. */
import type {ReactElement} from 'react';
import type {ChangeChoice} from './adoption/page.ts';
import {RunApp, type RunAppProps} from './app.tsx';
import {Attended} from './call/attended.tsx';
import type {Presence} from './call/presence.ts';
import {ChangeApp, type ChangeAppProps} from './change-app.tsx';
import {type Drawn, draw, framed, withShell} from './draw.tsx';
import type {Aside} from './input/standing-aside.tsx';
import type {PreflightChoice} from './preflight/plan.ts';
import {PreflightApp, type PreflightAppProps} from './preflight-app.tsx';
import type {Theme} from './theme.ts';

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
 * before a run go to the shell; null where there is none. A run does so by its own keys. `drawn` is called once, when the
 * first frame is there.
 */
export function openStage(
	presence: Presence,
	aside: Aside | null,
	{theme, drawn}: {theme: Pick<Theme, 'spoken'>; drawn?: () => unknown},
): Stage {
	let instance: Drawn | null = null;
	function show(screen: ReactElement): Drawn {
		const tree = <Attended presence={presence}>{screen}</Attended>;
		if (instance) instance.rerender(framed(tree));
		else {
			instance = draw(tree, theme);
			drawn?.();
		}
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
