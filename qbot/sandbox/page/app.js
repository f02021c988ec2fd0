// The chat page: one person at a time, all their chats, kept fresh by the sandbox's changes.

import { get, post } from "./api.js";
import { $, alertBox, avatar, el, toast } from "./dom.js";
import { bubble, summary } from "./message.js";
import { closeMenu, composer } from "./composer.js";

const world = { users: new Map(), chats: new Map(), posts: new Map(), commands: [] };
const PAGE = 200;
const view = { me: 0, chat: 0, shown: PAGE, narrow: matchMedia("(max-width: 760px)") };
const unreadMarks = JSON.parse(localStorage.getItem("read") || "{}");
const typing = new Map();
let skew = 0;
let zone = "Asia/Shanghai";
let rendered = 0;
let atEnd = true;

const chat = () => world.chats.get(view.chat);
const me = () => world.users.get(view.me);
const formatted = (at, options) => new Intl.DateTimeFormat("zh-CN", { timeZone: zone, ...options }).format(at);
const hm = (seconds) => formatted(seconds * 1000, { hour: "2-digit", minute: "2-digit", hour12: false });
const day = (seconds) => formatted(seconds * 1000, { year: "numeric", month: "long", day: "numeric", weekday: "short" });
const now = () => Date.now() + skew;
const attempt = async (work) => { try { return await work(); } catch (error) { toast(error.message); return null; } };

async function load() {
  const state = await get("state");
  Object.assign(world, { bot: state.bot, epoch: state.epoch, cursor: state.cursor, profile: state.profile });
  world.users = new Map(state.users.map((user) => [user.id, user]));
  world.chats = new Map(state.chats.map((item) => [item.id, item]));
  world.posts = new Map();
  zone = state.timezone;
  skew = Date.parse(state.now) - Date.now();
  if (!world.users.has(view.me)) {
    const saved = Number(sessionStorage.getItem("me"));
    view.me = world.users.has(saved) ? saved : state.users[0]?.id;
  }
  people();
  if (view.me !== undefined) await enter(world.chats.has(view.chat) ? view.chat : view.me, !view.narrow.matches);
}

async function follow() {
  for (;;) {
    try {
      const news = await get("changes", { after: world.cursor, epoch: world.epoch, timeout: 25 });
      if (news.reset) { await load(); continue; }
      world.cursor = news.cursor;
      news.changes.forEach(apply);
      if (news.changes.length) refresh(news.changes);
    } catch (error) {
      toast("与沙盒的连接断了，正在重连…");
      await new Promise((resume) => setTimeout(resume, 1500));
    }
  }
}

function apply(change) {
  if (change.kind === "message") {
    const { message } = change;
    const item = world.chats.get(message.chat.id);
    world.posts.get(message.chat.id)?.set(message.message_id, message);
    if (item && !(item.last_message?.message_id > message.message_id)) item.last_message = message;
    if (message.from.id === world.bot.id) typing.delete(message.chat.id);
  } else if (change.kind === "deleted") {
    world.posts.get(change.chat_id)?.delete(change.message_id);
  } else if (change.kind === "chat") {
    const known = world.chats.get(change.chat.id);
    world.chats.set(change.chat.id, { ...change.chat, last_message: known?.last_message });
  } else if (change.kind === "person") {
    world.users.set(change.person.id, change.person);
    people();
  } else if (change.kind === "clock") {
    skew = Date.parse(change.now) - Date.now();
  } else if (change.kind === "action") {
    typing.set(change.chat_id, Date.now() + 5000);
    setTimeout(header, 5100);
  } else if (change.kind === "setting" && change.name === "commands") {
    menu();
  }
}

function refresh(changes) {
  tick();
  list();
  header();
  const here = changes.filter((c) => c.message?.chat.id === view.chat || c.chat_id === view.chat || c.chat?.id === view.chat);
  if (here.some((c) => c.kind !== "action" && c.kind !== "answer")) messages();
}

function people() {
  $("person").replaceChildren(...[...world.users.values()].map((user) =>
    el("option", { value: user.id, selected: user.id === view.me }, user.note ? `${user.name} · ${user.note}` : user.name)));
}

const mine = () => [...world.chats.values()]
  .filter((item) => item.members.includes(view.me) && (item.kind !== "private" || item.id === view.me) && !item.migrated_to)
  .sort((a, b) => (b.last_message?.date || 0) - (a.last_message?.date || 0));
const title = (item) => item.kind === "private" ? world.profile.name || world.bot.first_name : item.title;
const readKey = (item) => `${view.me}/${item.id}`;

function unread(item) {
  const last = item.last_message;
  if (!last || last.from.id === view.me || item.id === view.chat && !document.body.classList.contains("listing")) return 0;
  const seen = unreadMarks[readKey(item)] || 0;
  const known = world.posts.get(item.id);
  if (!known) return last.message_id > seen ? 1 : 0;
  return [...known.values()].filter((m) => m.message_id > seen && m.from.id !== view.me).length;
}

function markRead() {
  const last = chat()?.last_message;
  if (last) unreadMarks[readKey(chat())] = last.message_id;
  localStorage.setItem("read", JSON.stringify(unreadMarks));
}

function list() {
  if (!document.body.classList.contains("listing")) markRead();
  const items = mine().map((item) => {
    const last = item.last_message;
    const count = unread(item);
    const who = last && item.kind !== "private" ? `${last.from.first_name}：` : "";
    return el("button", { type: "button", class: item.id === view.chat ? "item current" : "item", "data-chat": item.id,
      "aria-current": item.id === view.chat ? "true" : "false", onclick: () => enter(item.id, true) },
      avatar(item.kind === "private" ? world.bot.id : item.id, title(item)),
      el("span", { class: "lines" },
        el("span", { class: "line" }, el("strong", {}, title(item)), el("time", {}, last ? hm(last.date) : "")),
        el("span", { class: "line" }, el("span", { class: "last" }, who + (summary(last) || "还没有消息")),
          count ? el("span", { class: "badge", "aria-label": `${count} 条未读` }, String(count)) : null)));
  });
  // What has not changed stays where it is: a press between two drawings would be lost with its button.
  if ($("list").innerHTML !== items.map((item) => item.outerHTML).join("")) $("list").replaceChildren(...items);
}

function header() {
  const item = chat();
  if (!item) return;
  const busy = (typing.get(item.id) || 0) > Date.now();
  const note = busy ? "正在输入…" : item.kind === "private" ? "机器人" : `${item.members.length + (["member", "administrator", "restricted"].includes(item.bot_status) ? 1 : 0)} 位成员`;
  $("head").replaceChildren(
    el("button", { type: "button", class: "back", "aria-label": "返回聊天列表", onclick: showList }, "‹"),
    avatar(item.kind === "private" ? world.bot.id : item.id, title(item)),
    el("div", {}, el("strong", {}, title(item)), el("small", { class: busy ? "busy" : "" }, note)));
  const fresh = item.kind === "private" && (!me().started || me().blocked);
  $("start").hidden = !fresh;
  $("start").textContent = me().blocked ? "解除屏蔽并开始" : "开始 START";
  $("compose").hidden = fresh;
  const pinned = world.posts.get(item.id)?.get(item.pinned.at(-1));
  $("pinned").hidden = !pinned;
  if (pinned) $("pinned").textContent = `📌 ${summary(pinned)}`;
  const keys = item.keyboard?.keyboard || [];
  $("keys").hidden = !keys.length;
  $("keys").replaceChildren(...keys.map((row) => el("div", {}, ...row.map((key) => {
    const text = typeof key === "string" ? key : key.text;
    return el("button", { type: "button", onclick: () => say(text) }, text);
  }))));
}

function showList() {
  document.body.classList.add("listing");
  list();
}

async function enter(id, open) {
  view.chat = id;
  view.shown = PAGE;
  document.body.classList.toggle("listing", !open);
  composer.reset();
  show(open);
  menu();
  if (!world.posts.has(id) && await fetchPosts(id) && view.chat === id) show(open);
}

// What is shown belongs to the person and chat chosen last, whether or not their messages have come.
function show(open) {
  list();
  header();
  messages(true);
  if (open && !view.narrow.matches) $("text").focus();
}

async function fetchPosts(id) {
  const posts = new Map();
  world.posts.set(id, posts);  // what changes from now on is kept, and newer than what comes
  const page = await attempt(() => get("messages", { chat_id: id }));
  if (!page) world.posts.delete(id);
  page?.messages.filter((message) => !posts.has(message.message_id)).forEach((message) => posts.set(message.message_id, message));
  return page;
}

async function menu() {
  const { me: user, chat: shown } = view;
  const answer = await attempt(() => get("commands", { user_id: user, chat_id: shown }));
  if (view.me !== user || view.chat !== shown) return;
  world.commands = answer?.commands || [];
  $("commands").hidden = !world.commands.length;
}

function messages(toEnd = false) {
  const box = $("messages");
  const stay = !toEnd && rendered === view.chat && box.scrollHeight - box.scrollTop - box.clientHeight > 80;
  const top = box.scrollTop;
  const all = [...(world.posts.get(view.chat) || new Map()).values()].sort((a, b) => a.message_id - b.message_id);
  const nodes = [];
  let before = "";
  if (all.length > view.shown) {
    const more = () => { view.shown += PAGE; atEnd = false; messages(); box.scrollTop = 0; };
    nodes.push(el("button", { type: "button", class: "more", onclick: more }, "更早的消息"));
  }
  for (const message of all.slice(-view.shown)) {
    if (day(message.date) !== before) {
      before = day(message.date);
      nodes.push(el("div", { class: "day" }, el("span", {}, before)));
    }
    nodes.push(bubble(message, { me: view.me, group: chat().kind !== "private", time: hm(message.date), act }));
  }
  if (!nodes.length) nodes.push(el("p", { class: "empty" }, world.profile.description || "这里还没有消息"));
  box.replaceChildren(...nodes);
  rendered = view.chat;
  atEnd = !stay;
  box.scrollTop = stay ? top : box.scrollHeight;
  $("down").hidden = !stay;
}

function toEnd() {
  if (atEnd) $("messages").scrollTop = $("messages").scrollHeight;
}

const say = (text, extra = {}) => attempt(() => post("send", { user_id: view.me, chat_id: view.chat, text, ...extra }));

const act = {
  command: (word) => say(word),
  jump(id) {
    const node = $("messages").querySelector(`[data-id="${id}"]`);
    node?.scrollIntoView({ block: "center" });
    node?.classList.add("flash");
  },
  async press(message, button, node) {
    if (button.url) { window.open(button.url, "_blank", "noopener"); return; }
    if (button.copy_text) { await navigator.clipboard?.writeText(button.copy_text.text); toast("已复制"); return; }
    node.classList.add("waiting");
    const answer = await attempt(() => post("press", { user_id: view.me, chat_id: message.chat.id, message_id: message.message_id, data: button.callback_data }));
    node.classList.remove("waiting");
    if (answer?.show_alert) alertBox(answer.text);
    else toast(answer && !answer.answered ? "机器人没有应答" : answer?.text);
  },
  menu(message, x, y) {
    const own = message.from.id === view.me;
    const choices = [["回复", () => composer.reply(message)], ["转发", () => forward(message)]];
    if (message.text || message.caption) choices.push(["复制", () => navigator.clipboard?.writeText(message.text || message.caption)]);
    if (own && (message.text || message.caption)) choices.push(["编辑", () => composer.edit(message)]);
    if (own) choices.push(["删除", () => attempt(() => post("delete", { user_id: view.me, chat_id: message.chat.id, message_id: message.message_id }))]);
    popup(choices, x, y);
  },
};

function popup(choices, x, y) {
  const box = $("popup");
  box.replaceChildren(...choices.map(([word, run]) =>
    el("button", { type: "button", role: "menuitem", onclick: () => { box.hidden = true; run(); } }, word)));
  box.hidden = false;
  box.style.left = `${Math.min(x, innerWidth - box.offsetWidth - 8)}px`;
  box.style.top = `${Math.min(y, innerHeight - box.offsetHeight - 8)}px`;
  box.firstChild.focus();
}

function forward(message) {
  const box = $("targets");
  box.querySelector(".column").replaceChildren(...mine().map((item) => el("button", { type: "button", onclick: async () => {
    box.close();
    const source = { chat_id: message.chat.id, message_id: message.message_id };
    await attempt(() => post("send", { user_id: view.me, chat_id: item.id, forward: source }));
    enter(item.id, true);
  } }, title(item))));
  box.showModal();
}

function tick() {
  const at = now();
  $("clock").textContent = `${formatted(at, { year: "numeric", month: "numeric", day: "numeric" })} ${formatted(at, { weekday: "short" })} ${formatted(at, { hour: "2-digit", minute: "2-digit", hour12: false })}`;
  $("clock").dateTime = new Date(at).toISOString();
}

function clockButtons() {
  const move = (how) => attempt(() => post("clock", how));
  $("hour").onclick = () => move({ hours: 1 });
  $("day").onclick = () => move({ days: 1 });
  $("until").onclick = () => {
    const local = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(now());
    $("date").min = $("date").value = local.replace(" ", "T");
    $("when").returnValue = "";
    $("when").showModal();
  };
  $("when").addEventListener("close", () => { if ($("when").returnValue === "go") move({ to: $("date").value }); });
}

function wire() {
  $("person").onchange = () => {
    view.me = Number($("person").value);
    sessionStorage.setItem("me", view.me);
    const stays = chat()?.kind !== "private" && chat()?.members.includes(view.me);
    enter(stays ? view.chat : view.me, !view.narrow.matches || !document.body.classList.contains("listing"));
  };
  $("start").onclick = () => attempt(() => post("start", { user_id: view.me }));
  $("down").onclick = () => messages(true);
  $("pinned").onclick = () => act.jump(chat().pinned.at(-1));
  $("messages").onscroll = () => {
    const box = $("messages");
    atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 80;
    if (atEnd) $("down").hidden = true;
  };
  new ResizeObserver(toEnd).observe($("messages"));
  $("messages").addEventListener("load", toEnd, true);
  $("picture").onclick = () => $("picture").close();
  document.addEventListener("click", (event) => { if (!$("popup").contains(event.target)) $("popup").hidden = true; });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { $("popup").hidden = true; closeMenu(); composer.reset(); } });
  clockButtons();
  composer.wire({ world, view, say, attempt });
}

wire();
setInterval(tick, 1000);
await load();
tick();
follow();
