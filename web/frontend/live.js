// Lists that keep themselves up to date; without scripts, a reload does the same.
const EVERY = 500
const LOST_AFTER = 3

for (const list of document.querySelectorAll('[data-live]')) keepUpToDate(list)

function keepUpToDate (list) {
  const status = document.getElementById(list.dataset.liveStatus)
  let failures = 0
  let shown = ''
  let next

  async function look () {
    clearTimeout(next)
    if (!document.hidden) {
      const reply = await ask(list.dataset.live)
      failures = reply.ok ? 0 : failures + 1
      if (reply.ok) show(await reply.text())
      // Signed out meanwhile, or no longer allowed: asking again would not help.
      if (reply.over) return say(list.dataset.liveLost)
      if (failures === LOST_AFTER) say(list.dataset.liveLost)
    }
    clearTimeout(next)
    next = setTimeout(look, EVERY)
  }

  function show (html) {
    const fresh = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
    say(fresh.dataset.says)
    if (fresh.outerHTML === shown) return
    shown = fresh.outerHTML
    const known = new Set(addresses(list))
    const at = list.contains(document.activeElement) && document.activeElement.getAttribute('href')
    list.replaceChildren(fresh)
    for (const row of fresh.querySelectorAll('tr')) {
      if (addresses(row).some((address) => !known.has(address))) row.classList.add('staff-new')
    }
    if (at) list.querySelector(`[href="${CSS.escape(at)}"]`)?.focus()
  }

  function say (words) {
    if (status.textContent !== words) status.textContent = words
  }

  shown = list.firstElementChild.outerHTML
  next = setTimeout(look, EVERY)
  // Browsers slow the clock of a page that nobody sees; who comes back to it sees it fresh.
  document.addEventListener('visibilitychange', () => { if (!document.hidden) look() })
}

function addresses (part) {
  return [...part.querySelectorAll('a')].map((link) => link.getAttribute('href'))
}

async function ask (address) {
  try {
    const reply = await fetch(address, { redirect: 'manual', cache: 'no-store' })
    const over = reply.type === 'opaqueredirect' || reply.status === 401 || reply.status === 403
    return { ok: reply.ok, over, text: () => reply.text() }
  } catch {
    return { ok: false, over: false }
  }
}
