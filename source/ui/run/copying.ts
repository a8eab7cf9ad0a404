/** The hand that copies: what holds hidden characters is given away as it is only once that was said. */
import {makeVisible} from '../../core/visible.ts';
import type {Intentions} from '../intentions.ts';
import {describeHidden} from '../text/hidden-characters.ts';
import type {ScreenStore} from './screen-store.ts';

export type Copying = {
	/** As it is; where it holds hidden characters the first time says so, and the same `key` again copies it. */
	copy(text: string, name: string, key: string): void;
	/** With hidden characters as they are shown. */
	copyShown(text: string, name: string): void;
	/** A key was pressed: what was said before the last one counts no more. */
	turn(): void;
};

export function createCopying({
	say,
	later,
	intentions,
}: Pick<ScreenStore, 'say'> & {
	later(task: Promise<void>): void;
	intentions: Pick<Intentions, 'copy'>;
}): Copying {
	let turn = 0;
	/** What was warned of, and when. */
	let warned: {text: string; turn: number} | null = null;

	/** `remark` goes first: what follows may be long, and cut. */
	function give(text: string, name: string, remark = ''): void {
		warned = null;
		later(intentions.copy(text, name).then(said => say(`${remark}${said}`, 'good')));
	}

	return {
		copy(text, name, key) {
			const known = warned?.text === text && warned.turn === turn - 1;
			const hidden = known ? null : describeHidden(text);
			if (hidden === null) {
				give(text, name);
				return;
			}

			warned = {text, turn};
			const instead = key === 'y' ? ', V as it is shown' : '';
			say(`It holds ${hidden}. ${key} again copies it as it is${instead}.`, 'attention');
		},
		copyShown(text, name) {
			const hidden = describeHidden(text);
			if (hidden === null) give(text, name);
			else give(makeVisible(text), name, `As it is shown, with ${hidden} made visible. `);
		},
		turn() {
			turn++;
		},
	};
}
