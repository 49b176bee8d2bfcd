/** What the page of a call does beyond being read: shows the exact quote of an insight, and lets the keyboard walk the timeline. */

(() => {
	const chart = document.querySelector('.chart');
	const cursor = document.getElementById('cursor');
	const back = document.getElementById('back');

	/** Marks the quotes, their entry and their mark on the timeline; nothing else stays marked. */
	function highlight(quotes, anchor, insight) {
		for (const old of document.querySelectorAll('.on')) old.classList.remove('on');
		for (const quote of quotes) {
			for (const mark of document.querySelectorAll(`mark[data-quote~="${quote}"]`)) mark.classList.add('on');
			const links = document.querySelectorAll(`a[data-quotes~="${quote}"]`);
			for (const link of insight ? links : []) link.classList.add('on');
		}
		const sentence = document.getElementById(anchor);
		if (!sentence) return;
		// From here on the keyboard goes on in the transcript.
		sentence.tabIndex = -1;
		sentence.focus({ preventScroll: true });
		pointAt(Number(sentence.dataset.at));
	}

	function pointAt(milliseconds) {
		if (!chart || !cursor) return;
		const x = `${(milliseconds / Number(chart.dataset.length)) * 100}%`;
		cursor.setAttribute('x1', x);
		cursor.setAttribute('x2', x);
		cursor.setAttribute('visibility', 'visible');
	}

	function quotesIn(anchor) {
		const marks = document.getElementById(anchor)?.querySelectorAll('mark') ?? [];
		return [...marks].flatMap((mark) => mark.dataset.quote.split(' '));
	}

	const currentAnchor = () => decodeURIComponent(location.hash.slice(1));

	/** The link whose click is on its way; without one the address was opened, or the browser went back. */
	let followed;

	function show() {
		const anchor = currentAnchor();
		const quotes = followed?.dataset.quotes?.split(' ') ?? quotesIn(anchor);
		highlight(quotes, anchor, followed !== undefined);
		followed = undefined;
	}

	document.addEventListener('click', (event) => {
		const link = event.target.closest('a[href^="#"]');
		if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
		if (!link.dataset.at) return;
		followed = link;
		leadBackTo(link);
		// The same address again is no change, so the browser would say nothing.
		if (link.getAttribute('href') === location.hash) show();
	});
	/** On a phone the way back is long: it leads to where the reader came from. */
	function leadBackTo(link) {
		if (!back || !link.id || matchMedia('(min-width: 62rem)').matches) return;
		back.href = `#${link.id}`;
		back.textContent = '↑ Back to the finding';
	}

	const top = document.querySelector(back?.getAttribute('href') ?? 'main');
	if (back && top) {
		const watch = ([{ isIntersecting }]) => back.classList.toggle('away', isIntersecting);
		new IntersectionObserver(watch).observe(top);
	}

	addEventListener('hashchange', show);
	if (location.hash) show();

	if (!chart) return;

	/** The last sentence that had begun by then. */
	function sentenceAt(milliseconds) {
		let latest;
		for (const sentence of document.querySelectorAll('.turns span[data-at]')) {
			if (Number(sentence.dataset.at) > milliseconds) break;
			latest = sentence;
		}
		return latest;
	}

	chart.addEventListener('click', (event) => {
		if (event.target.closest('a')) return;
		const { left, width } = chart.getBoundingClientRect();
		const sentence = sentenceAt(((event.clientX - left) / width) * Number(chart.dataset.length));
		if (sentence) location.hash = sentence.id;
	});

	/** One mark at a time can be reached with Tab; the arrows walk on from it. */
	const marks = [...chart.querySelectorAll('a')].sort((one, other) => one.dataset.at - other.dataset.at);
	const shown = () => marks.filter((mark) => mark.checkVisibility());

	function makeCurrent(current) {
		for (const mark of marks) mark.setAttribute('tabindex', mark === current ? '0' : '-1');
	}

	chart.addEventListener('keydown', (event) => {
		const row = shown();
		const at = row.indexOf(document.activeElement);
		const step = {
			ArrowRight: at + 1,
			ArrowDown: at + 1,
			ArrowLeft: at - 1,
			ArrowUp: at - 1,
			Home: 0,
			End: row.length - 1,
		};
		const next = row[step[event.key]];
		if (!next) return;
		event.preventDefault();
		makeCurrent(next);
		next.focus();
	});
	document.addEventListener('change', () => makeCurrent(shown()[0]));
	makeCurrent(shown()[0]);
})();
