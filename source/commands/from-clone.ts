/** Whether the app was started by `npm start`, as in a clone of it: there `npm start -- ARGS` is its command. */
export function isFromClone(environment: Readonly<Record<string, string | undefined>>): boolean {
	return environment.npm_lifecycle_event === 'start';
}
