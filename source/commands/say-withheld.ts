/** Why an endpoint that the folder names is not asked; null where none is withheld. No sentence's beginning, nor its end. */
import type {Settings} from '../io/library/settings.ts';

export function sayWithheld({endpoint_withheld: file}: Pick<Settings, 'endpoint_withheld'>): string | null {
	return file === null
		? null
		: `an endpoint stands in ${file}, which is not used until this folder is trusted`;
}
