/** For screens whose run nobody steers. */
import {type Intentions, refusingToSteer} from '../../source/ui/intentions.ts';

export const noSteering: Pick<Intentions, 'models' | 'steering'> = {
	models: [],
	steering: refusingToSteer('Nothing is steered here.'),
};
