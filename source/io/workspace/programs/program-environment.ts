/** The whole environment of a program: no key, no token, nothing of the person's. */
export function programEnvironment(place: {
	path: string[];
	home: string;
	temporary: string;
	venv: string | null;
}): Record<string, string> {
	return {
		PATH: place.path.join(process.platform === 'win32' ? ';' : ':'),
		HOME: place.home,
		TMPDIR: place.temporary,
		LANG: 'C.UTF-8',
		TERM: 'dumb',
		NO_COLOR: '1',
		PYTHONDONTWRITEBYTECODE: '1',
		PYTHONUNBUFFERED: '1',
		PYTHONIOENCODING: 'utf-8',
		...(place.venv === null ? {} : {VIRTUAL_ENV: place.venv}),
		...(process.platform === 'win32'
			? {SYSTEMROOT: process.env.SYSTEMROOT ?? 'C:\\Windows', USERPROFILE: place.home, TEMP: place.temporary}
			: {}),
	};
}
