/** How far a program got. */
import type {ProgramOutcome} from '../../core/ports.ts';
import type {Failure} from './read-failure.ts';

export type Progress = number;

export function measureProgress({
	stage,
}: {
	stage: 'install' | 'run' | 'test';
	outcome: ProgramOutcome | null;
	failure: Failure;
}): Progress {
	return ['install', 'run', 'test'].indexOf(stage);
}

export function isFurther(one: Progress, other: Progress): boolean {
	return one > other;
}

export function describeProgress(progress: Progress): string {
	return ['it fails while it is installed', 'it fails while it runs', 'it fails its tests'][progress]!;
}
