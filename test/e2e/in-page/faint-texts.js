/** Runs in the page; see `faintTexts`. */
(() => {
	const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

	/** Red, green and blue from 0 to 255, alpha from 0 to 1, of whatever CSS writes. */
	function colorOf(text) {
		canvas.clearRect(0, 0, 1, 1);
		canvas.fillStyle = text;
		canvas.fillRect(0, 0, 1, 1);
		const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
		return [red, green, blue, alpha / 255];
	}

	function luminance(color) {
		const [red, green, blue] = color.map((channel) => {
			const share = channel / 255;
			return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
		});
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	}

	function over(front, behind) {
		return [0, 1, 2].map((at) => front[at] * front[3] + behind[at] * (1 - front[3])).concat(1);
	}

	function behind(element) {
		if (!element) return [255, 255, 255, 1];
		const own = colorOf(getComputedStyle(element).backgroundColor);
		return own[3] === 1 ? own : over(own, behind(element.parentElement));
	}

	return [...document.querySelectorAll('body *')].flatMap((element) => {
		const own = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
		const text = own
			.map((node) => node.textContent)
			.join('')
			.trim();
		if (text === '' || element.closest('title, defs') || !element.checkVisibility()) return [];
		const style = getComputedStyle(element);
		const back = behind(element);
		const front = over(colorOf(element instanceof SVGElement ? style.fill : style.color), back);
		const [light, dark] = [luminance(front), luminance(back)].sort((one, other) => other - one);
		const ratio = (light + 0.05) / (dark + 0.05);
		const size = Number.parseFloat(style.fontSize);
		const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
		return ratio < (large ? 3 : 4.5) ? [`${ratio.toFixed(2)}: ${text.slice(0, 40)}`] : [];
	});
})();
