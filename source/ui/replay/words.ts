/** What happened, in few words. */
import type {RunEvent} from '../../core/events.ts';
import type {Glance} from '../../core/playback/playback.ts';

/** What an operation did, or what was done about it; of what concerns the run, the whole sentence. */
const words: Record<RunEvent['type'], string> = {
	'run-started': 'the run began',
	'run-resumed': 'taken up again',
	'pipeline-changed': 'the pipeline changed',
	'run-forked': 'a fork began here',
	'module-started': 'began',
	'model-asked': 'asked the model',
	'model-answered': 'was answered',
	'model-failed': 'got no answer',
	'answer-reused': 'taken over',
	'question-asked': 'asked',
	'question-answered': 'got a reply',
	'draft-shown': 'showed a draft',
	'draft-decided': 'was told of its draft',
	'consent-asked': 'asked leave',
	'consent-given': 'was allowed',
	'consent-refused': 'was refused',
	'direction-asked': 'asked how to go on',
	'direction-given': 'was told how to go on',
	'files-written': 'wrote files',
	'dependencies-installed': 'installed',
	'program-ran': 'ran',
	'review-requested': 'to review',
	'review-decided': 'was decided',
	'module-finished': 'finished',
	'module-failed': 'failed',
	'module-blocked': 'blocked',
	'module-skipped': 'skipped',
	'note-taken': 'left a note',
	'output-edited': 'was edited',
	'edit-undone': 'edit undone',
	'version-chosen': 'version chosen',
	'prompt-edited': 'prompt edited',
	'operation-pinned': 'pin changed',
	'operation-rerun': 'to be rerun',
	'stepping-set': 'step mode changed',
	'breakpoint-set': 'breakpoint set',
	'operation-passed': 'let through',
	'budget-raised': 'budget raised',
	'run-paused': 'paused or went on',
	'run-finished': 'the run ended',
};

export function wordsFor({type, output_name}: Pick<Glance, 'type' | 'output_name'>): {
	name: string | null;
	what: string;
} {
	if (output_name === null && type === 'note-taken') return {name: null, what: 'a note'};
	return {name: output_name, what: words[type]};
}
