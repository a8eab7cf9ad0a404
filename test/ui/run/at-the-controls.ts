/** Somebody at the controls of a run: what they press, and what the world hears of it. */
import {createDesk, type Desk} from '../../../source/ui/desk.ts';
import {type ControlsOptions, createControls} from '../../../source/ui/run/controls.ts';
import {createDrafting} from '../../../source/ui/run/drafting.ts';
import {modeOf} from '../../../source/ui/run/screen.ts';
import {noSteering} from '../no-steering.ts';

type Told = Pick<ControlsOptions, 'view' | 'now'> &
	Partial<Pick<ControlsOptions, 'playback' | 'rawText' | 'openEditor'>> & {
		desk?: Desk;
		/** On the disk, by name. */
		drafts?: Record<string, string>;
		intentions?: Partial<ControlsOptions['intentions']>;
	};

/** `heard`, `copied` and `opened` (in an editor) fill as keys are pressed; `stop` takes the screen away. */
export function atTheControls({desk = createDesk(), drafts = {}, intentions = {}, ...told}: Told) {
	const heard: string[] = [];
	const copied: string[] = [];
	const opened: string[] = [];
	const load = (name: string) => drafts[name] ?? null;
	const controls = createControls({
		rawText: () => 'raw',
		terminal: {lend: task => task()},
		...told,
		desk,
		intentions: {
			quit: () => heard.push('quit'),
			pause: () => heard.push('pause'),
			proceed: () => heard.push('proceed'),
			async copy(text) {
				copied.push(text);
				return 'Copied.';
			},
			...noSteering,
			...intentions,
		},
		async openEditor(text, name, terminal) {
			opened.push(text);
			return told.openEditor?.(text, name, terminal) ?? {kind: 'unchanged'};
		},
		drafting: createDrafting({
			load,
			save: (name, text) => {
				drafts[name] = text;
			},
			discard: name => {
				delete drafts[name];
			},
		}),
		loadDraft: load,
	});
	const stop = controls.start();
	return {
		desk,
		drafts,
		heard,
		copied,
		opened,
		controls,
		stop,
		key(...names: string[]) {
			for (const name of names) controls.press({name, text: [...name].length === 1 ? name : null});
		},
		mode: () => modeOf(controls.screen()),
		notice: () => controls.screen().notice?.text ?? '',
	};
}
