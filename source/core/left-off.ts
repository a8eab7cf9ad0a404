/** Where a run that is taken up was left: why it stopped, what is kept, what is still to be made. */
import {openCalls} from './state/calls.ts';
import type {RunState} from './state/run-state.ts';

/** `broke off in the middle of plan; 2 of 5 outputs are kept, still to be made: plan, code`. Reads on after “It”. */
export function describeLeftOff(state: RunState): string {
	const {operations, counts} = state;
	const left = [...operations.values()].filter(({status}) => status !== 'done' && status !== 'skipped');
	const open = openCalls(state).length;
	const unpaid =
		open === 0 ? [] : [`${open === 1 ? 'a call' : `${open} calls`} without an answer may have been paid`];
	return [
		whyStopped(state),
		...unpaid,
		`${counts.done} of ${operations.size} outputs are kept`,
		...(left.length > 0 ? [`left: ${left.map(({operation}) => operation.output_name).join(', ')}`] : []),
	].join('; ');
}

function whyStopped({status, message, operations}: RunState): string {
	const because = message === null ? '' : `: ${message.split('\n', 1)[0]!.replace(/\.$/, '')}`;
	switch (status) {
		case 'failed':
			return `failed${because}`;
		case 'stopped':
			return `was stopped${because}`;
		case 'budget':
			return `reached its budget${because}`;
		case 'waiting':
			return 'waited for a person';
		case 'done':
			return 'was done';
		default: {
			const amid = [...operations.values()].filter(one => one.status === 'running');
			const names = amid.map(({operation}) => operation.output_name).join(', ');
			return amid.length === 0 ? 'broke off' : `broke off in the middle of ${names}`;
		}
	}
}
