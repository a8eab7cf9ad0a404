import {writeToClipboard} from '../../io/clipboard.ts';
import {systemClock} from '../../io/clock.ts';
import {openShell} from '../../io/job-control.ts';
import {tidyAtRest} from '../../io/tidy-at-rest.ts';
import {type Home, tellSettings} from '../../ui/home/home.ts';
import type {LocalModel} from '../../ui/home/offers.ts';
import type {HomeChoice} from '../../ui/intentions.ts';
import type {Surroundings} from '../command.ts';
import {describeFault, ScreenFault} from '../run/faults.ts';
import {themeFor} from '../run/theme-for.ts';
import {untilGone} from '../run/until-gone.ts';
import {fileEditorOf} from './file-editor.ts';
import {openLibrary} from './library.ts';
import type {Session} from './stay.ts';

/** Shows home until the person chooses, or something ends it: then the choice is to leave. */
export async function showHome(
	start: Home,
	session: Session,
	around: Surroundings,
): Promise<{choice: HomeChoice; home: Home; signalCode: number | null}> {
	// The screen is heavy, and without a terminal it is never needed.
	const [library, {renderHome}] = await Promise.all([
		openLibrary(around, session),
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
			lookForModels: library.lookForModels,
			async newPipeline(name, template) {
				const {newPipeline} = await import('./new-pipeline.ts');
				const says = await newPipeline(name, template, around);
				await library.reload();
				return says;
			},
			async logIn(key) {
				const {storeIfItWorks} = await import('../login/store-if-it-works.ts');
				const {ok, says} = await storeIfItWorks(key, null, around.environment);
				if (!ok) throw new Error(says);
				await library.reload();
				return says;
			},
			async takeModel(model, howLong) {
				const says = howLong === 'folder' ? await takeForFolder(model) : takeForSession(model);
				await library.reload();
				return says;
			},
		},
		now: systemClock.now,
	});
	// Only now: the first frame is there.
	library.watch();
	async function takeForFolder(model: LocalModel): Promise<string> {
		const {takeInFolder} = await import('./take-model.ts');
		const says = await takeInFolder(model, around);
		session.flags = {...session.flags, baseUrl: null, keyless: false, model: null};
		return says;
	}

	function takeForSession({base_url, model}: LocalModel): string {
		// Whoever listens there gets no key: nobody said that it is theirs.
		session.flags = {...session.flags, baseUrl: base_url, keyless: true, model};
		return `${model} answers as long as the app runs; nothing was written.`;
	}

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
			signal => signal === 'SIGINT' && editor.takesInterrupt(),
		);
		if (fault instanceof ScreenFault || left === null) throw new Error(describeFault(fault!), {cause: fault});
		if (fault) throw fault;
		return {...left, signalCode};
	} finally {
		stopTidying();
		library.close();
	}
}
