// Lists that keep themselves up to date; without scripts, a reload does the same.
const EVERY = 1500
const LOST_AFTER = 3

for (const list of document.querySelectorAll('[data-live]')) keepUpToDate(list)

function keepUpToDate (list) {
  const status = document.getElementById(list.dataset.liveStatus)
  let failures = 0
  let shown = ''

  async function look () {
    if (!document.hidden) {
      const reply = await ask(list.dataset.live)
      failures = reply.ok ? 0 : failures + 1
      if (reply.ok) show(await reply.text())
      // Signed out meanwhile, or no longer allowed: asking again would not help.
      if (reply.over) return say(list.dataset.liveLost)
      if (failures === LOST_AFTER) say(list.dataset.liveLost)
    }
    setTimeout(look, EVERY)
  }

  function show (html) {
    const fresh = new DOMParser().parseFromString(html, 'text/html').body.firstElementChild
    say(fresh.dataset.says)
    if (fresh.outerHTML === shown) return
    shown = fresh.outerHTML
    const at = list.contains(document.activeElement) && document.activeElement.getAttribute('href')
    list.replaceChildren(fresh)
    if (at) list.querySelector(`[href="${CSS.escape(at)}"]`)?.focus()
  }

  function say (words) {
    if (status.textContent !== words) status.textContent = words
  }

  shown = list.firstElementChild.outerHTML
  setTimeout(look, EVERY)
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
