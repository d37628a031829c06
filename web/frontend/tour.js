// The tour's clock, and windows that open beside the tour; without scripts they open as tabs.
const ROOM = 1000
const PERSON = 480

for (const clock of document.querySelectorAll('[data-tour-clock]')) run(clock)

for (const form of document.querySelectorAll('form[target]')) {
  form.addEventListener('submit', () => beside(form.target))
}
for (const link of document.querySelectorAll('a[target]')) {
  link.addEventListener('click', () => beside(link.target))
}

function run (clock) {
  const minutes = clock.querySelector('span')
  const show = () => {
    const passed = Math.floor((Date.now() / 1000 - clock.dataset.tourClock) / 60) + 1
    minutes.textContent = Math.min(passed, clock.dataset.tourMinutes)
  }
  show()
  setInterval(show, 1000)
}

// What is opened into a window of this name next goes there, wherever the window stands.
function beside (name) {
  const { availWidth: width, availHeight: height } = window.screen
  if (width < ROOM) return
  const wide = name === 'sayso-person' ? PERSON : Math.round(width * 0.55)
  window.open('', name, `popup,left=${width - wide},top=0,width=${wide},height=${height}`)
}
