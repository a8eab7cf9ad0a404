import {setFlagsFromString} from 'node:v8';

/**
 * V8's space of young objects stays as large as it is. Otherwise it grows to 128 MB, and gives none of it back, while
 * much is read at once.
 */
export function holdYoungSpace(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
