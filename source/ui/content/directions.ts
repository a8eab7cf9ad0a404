/** What the person had a debugger do, in words. */
import type {DirectionGiven} from '../../core/events.ts';

/** A clause in the past, e.g. `Rolled back to iteration 2`. */
export function courseTaken({about, course, model, iteration, rest}: DirectionGiven): string {
	switch (course) {
		case 'run':
			return rest ? 'Let it run, and all later patches' : 'Let it run';
		case 'hint':
			return about === 'patch' ? 'Rejected the patch' : 'Gave a hint';
		case 'edit':
			return 'Edited the code';
		case 'more':
			return 'Gave it more iterations';
		case 'model':
			return `Had ${model} go on`;
		case 'roll-back':
			return `Rolled back to iteration ${iteration}`;
		case 'input':
			return 'Gave it input';
		case 'arguments':
			return 'Gave it arguments';
		case 'network':
			return 'Allowed it the network';
		case 'pass':
			return 'Passed the code on as it is';
		case 'give-up':
			return 'Gave it up';
	}
}
