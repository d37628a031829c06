// The chat without page loads: the same form, sent by fetch, and the parts of the reply put in place.
// What is said, asked and refused is worded and decided by the server alone.
import { createAll, CharacterCount, Checkboxes } from './govuk-frontend.min.js'

const REPLACED = ['carried', 'log', 'reply', 'tools']
const PATIENCE = 20000
const IDLE = 30 * 60 * 1000

const chat = document.getElementById('chat')
const part = (id) => document.getElementById(id)
let busy = false
let loadsPage = false
let lastAct = Date.now()

chat.addEventListener('submit', (event) => {
  const pressed = event.submitter
  if (loadsPage || pressed?.hasAttribute('data-whole-page')) return
  event.preventDefault()
  if (!busy) send(pressed)
})

chat.addEventListener('keydown', (event) => {
  const sends = event.key === 'Enter' && !event.shiftKey && !event.isComposing
  if (!sends || !event.target.matches('textarea') || !matchMedia('(pointer: fine)').matches) return
  event.preventDefault()
  chat.requestSubmit(chat.querySelector('.composer__say'))
})

// The box grows while it is written in; its button is to stay in sight.
chat.addEventListener('input', (event) => {
  event.target.closest('.composer')?.scrollIntoView({ block: 'nearest' })
})

// A phone that is left lying must not go on showing what was said. The server hides it as well.
for (const act of ['keydown', 'pointerdown']) {
  document.addEventListener(act, () => { lastAct = Date.now() })
}
document.addEventListener('visibilitychange', hideWhenIdle)
setInterval(hideWhenIdle, 60000)

function hideWhenIdle () {
  if (Date.now() - lastAct < IDLE) return
  part('log').replaceChildren()
  const box = chat.querySelector('textarea')
  const halfWritten = box && box.value !== box.defaultValue
  if (!halfWritten && !busy) window.location.reload()
}

async function send (pressed) {
  const fields = new URLSearchParams(new FormData(chat))
  if (pressed) fields.append(pressed.name, pressed.value)
  const box = chat.querySelector('textarea')
  wait(true, box)
  showPending(wordsOf(pressed, box), chat.dataset.sending)
  try {
    take(await ask(fields), pressed)
  } catch {
    fail(pressed)
  }
  wait(false, box)
}

async function ask (fields) {
  const reply = await fetch(chat.getAttribute('action'), {
    method: 'POST',
    body: fields,
    signal: AbortSignal.timeout(PATIENCE)
  })
  const page = new DOMParser().parseFromString(await reply.text(), 'text/html')
  const isChat = page.getElementById('chat') !== null
  if (!isChat && !reply.ok) throw new Error('not taken')
  return { page, isChat, address: reply.redirected ? reply.url : '' }
}

function take ({ page, isChat, address }, pressed) {
  if (isChat) return show(page)
  // The end, told by a page of its own. Without cookies there is no address to go to; what was
  // sent counts once, so sending it again only brings that page.
  if (address) return window.location.replace(address)
  loadsPage = true
  chat.requestSubmit(pressed)
}

function show (page) {
  const writing = document.activeElement?.matches('textarea')
  for (const id of REPLACED) part(id).replaceWith(page.getElementById(id))
  part('newest').querySelector('.place').replaceWith(page.querySelector('#newest .place'))
  // This one stays in its place, so that what comes into it is read out.
  part('newest-words').replaceChildren(...page.getElementById('newest-words').childNodes)
  part('pending').replaceChildren()
  document.title = page.title
  createAll(CharacterCount, undefined, part('reply'))
  createAll(Checkboxes, undefined, part('reply'))
  goOn(writing)
}

function goOn (writing) {
  const box = part('reply').querySelector('textarea')
  const target = box && (writing || matchMedia('(pointer: fine)').matches) ? box : part('reply')
  target.focus({ preventScroll: true })
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  placeToReadFrom().scrollIntoView({ behavior: calm ? 'auto' : 'smooth' })
}

// Where there is room, the answer just given stays in sight above the newest question.
function placeToReadFrom () {
  const last = [...part('log').querySelectorAll('.bubble--mine')].pop()
  const room = window.innerHeight / 6
  return last && window.innerHeight > 700 && last.offsetHeight < room ? last : part('newest')
}

function wordsOf (pressed, box) {
  if (!pressed?.value.startsWith('answer')) return ''
  if (pressed.value !== 'answer') return pressed.querySelector('span').textContent
  const ticked = [...chat.querySelectorAll('.chips input:checked')]
  if (ticked.length) return ticked.map((each) => each.labels[0].textContent.trim()).join(', ')
  return box ? box.value : ''
}

function wait (on, box) {
  busy = on
  chat.setAttribute('aria-busy', String(on))
  if (box) box.readOnly = on
}

function showPending (words, state) {
  const line = element('p', 'pending__state', state)
  part('pending').replaceChildren(...(words ? [element('p', 'bubble bubble--mine bubble--waiting', words)] : []), line)
  return line
}

function fail (pressed) {
  const line = part('pending').querySelector('.pending__state')
  line.classList.add('pending__state--failed')
  line.textContent = `${chat.dataset.notSent} `
  const again = element('button', 'reply-button', chat.dataset.again)
  again.type = 'button'
  again.addEventListener('click', () => send(pressed))
  line.append(again)
  line.scrollIntoView({ block: 'nearest' })
}

function element (name, classes, words) {
  const made = document.createElement(name)
  made.className = classes
  made.textContent = words
  return made
}
