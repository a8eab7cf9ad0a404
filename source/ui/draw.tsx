/** Puts a screen on the terminal. */
import chalk from 'chalk';
import {type Instance, type RenderOptions, render} from 'ink';
import type {ReactElement} from 'react';
import {Guarded} from './guarded.tsx';
import {type Aside, StandingAside} from './input/standing-aside.tsx';
import {Repainted} from './repainted.tsx';
import {createSpokenOutput} from './spoken/spoken-output.ts';
import type {Theme} from './theme.ts';

const options: RenderOptions = {
	alternateScreen: true,
	// Whoever is not to be read to, is not, whatever Ink finds in the environment.
	isScreenReaderEnabled: false,
	incrementalRendering: true,
	// Ctrl-C pauses first; the key table knows.
	exitOnCtrlC: false,
	patchConsole: true,
	maxFps: 60,
};

/** Nothing is drawn over: each frame is lines, of which the new ones are said. */
const spokenOptions: RenderOptions = {
	isScreenReaderEnabled: true,
	// Frames come whole, as plain text.
	debug: true,
	exitOnCtrlC: false,
	patchConsole: true,
};

export type Drawn = Instance;

/**
 * Keys come as they are from the first frame on: until then the terminal would make a line's end of `enter`. What it
 * has echoed of earlier ones must not push the frame aside: it begins where the cursor is.
 */
export function draw(screen: ReactElement, {spoken}: Pick<Theme, 'spoken'>): Drawn {
	process.stdin.setRawMode(true);
	process.stdout.write('\r');
	if (spoken) {
		return render(framed(screen), {...spokenOptions, stdout: createSpokenOutput(process.stdout)});
	}

	// Weight and underlines are no colours: where these are not wanted they tell things apart.
	if (chalk.level === 0) chalk.level = 1;
	return render(framed(screen), options);
}

/** What every screen stands in. */
export function framed(screen: ReactElement): ReactElement {
	return (
		<Guarded>
			<Repainted>{screen}</Repainted>
		</Guarded>
	);
}

/** `aside`: how the screen goes to the shell; null where there is none. */
export function withShell(aside: Aside | null, page: ReactElement): ReactElement {
	return aside ? <StandingAside aside={aside}>{page}</StandingAside> : page;
}
