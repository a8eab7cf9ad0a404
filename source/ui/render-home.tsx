import {draw, withShell} from './draw.tsx';
import type {Home} from './home/home.ts';
import {HomeApp, type HomeAppProps} from './home-app.tsx';
import type {Aside} from './input/standing-aside.tsx';
import type {HomeChoice} from './intentions.ts';

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
		props.theme,
	);
	return {
		chosen: instance.waitUntilExit().then(() => left),
		unmount: () => instance.unmount(),
	};
}
