/** For screens whose run nobody steers. */
import type {Intentions} from '../../source/ui/intentions.ts';

const refuse = async () => 'Nothing is steered here.';

export const noSteering: Pick<Intentions, 'models' | 'steering'> = {
	models: [],
	steering: {
		edit: refuse,
		editPrompt: refuse,
		choose: refuse,
		undo: refuse,
		rerun: refuse,
		rerunStale: refuse,
		pin: refuse,
		setStepping: refuse,
		setBreakpoint: refuse,
		step: refuse,
	},
};
