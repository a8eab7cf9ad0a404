import {writeToClipboard} from '../../io/clipboard.ts';
import {systemClock} from '../../io/clock.ts';
import {openShell} from '../../io/job-control.ts';
import {tidyAtRest} from '../../io/tidy-at-rest.ts';
import {type Home, tellSettings} from '../../ui/home/home.ts';
import type {HomeChoice} from '../../ui/intentions.ts';
import type {Surroundings} from '../command.ts';
import {describeFault, ScreenFault} from '../run/faults.ts';
import {themeFor} from '../run/theme-for.ts';
import {untilGone} from '../run/until-gone.ts';
import {fileEditorOf} from './file-editor.ts';
import {type LastSound, openLibrary} from './library.ts';

/** Shows home until the person chooses, or something ends it: then the choice is to leave. */
export async function showHome(
	start: Home,
	around: Surroundings,
	lastSound: LastSound,
): Promise<{choice: HomeChoice; home: Home; signalCode: number | null}> {
	// The screen is heavy, and without a terminal it is never needed.
	const [library, {renderHome}] = await Promise.all([
		openLibrary(around, lastSound),
		import('../../ui/render-home.tsx'),
	]);
	const theme = await themeFor(around);
	const {problem} = library.offers();
	const editor = fileEditorOf(around);
	const shell = openShell();
	const shown = renderHome(shell && {shell}, {
		view: library,
		start: start.report === null && problem !== null ? tellSettings(start, problem) : start,
		theme,
		intentions: {
			copy: text => writeToClipboard(text, sequence => around.stdout.send(sequence)),
			reload: library.reload,
			async edit(file, terminal) {
				const wrong = await editor.open(file, terminal);
				// Nothing may tell of it where nothing can be watched.
				await library.refresh();
				return wrong;
			},
		},
		now: systemClock.now,
	});
	// Only now: the first frame is there.
	library.watch();
	const stopTidying = tidyAtRest();
	try {
		const {
			shown: left,
			signalCode,
			fault,
		} = await untilGone(
			around,
			() => void editor.stop().then(shown.unmount),
			() => shown.chosen,
			// Ctrl-C in the editor reaches us too, and is the editor's.
			signal => signal === 'SIGINT' && editor.isOpen(),
		);
		if (fault instanceof ScreenFault || left === null) throw new Error(describeFault(fault!), {cause: fault});
		if (fault) throw fault;
		return {...left, signalCode};
	} finally {
		stopTidying();
		library.close();
	}
}
