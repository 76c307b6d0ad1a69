"use strict";
// The pages work without this script: files are chosen, addresses pasted, and the page of a comparison comes anew by
// itself. With it, files and addresses can be dropped, and progress is shown as it is made.
(function () {
  var form = document.getElementById("compare");
  if (form) { takeDrops(form); offerTexts(); }
  var status = document.getElementById("progress");
  if (status) { follow(status, document.getElementById("bar")); }

  function takeDrops(form) {
    var field = document.getElementById("files"), zone = document.getElementById("drop");
    var addresses = document.getElementById("addresses"), list = document.getElementById("chosen");
    var files = [];
    function show() {
      var held = new DataTransfer();
      files.forEach(function (file) { held.items.add(file); });
      field.files = held.files;
      list.replaceChildren.apply(list, files.map(function (file, place) {
        var item = document.createElement("li"), name = document.createElement("bdi");
        var remove = document.createElement("button");
        name.textContent = file.name;
        remove.type = "button";
        remove.textContent = "Remove";
        remove.setAttribute("aria-label", "Remove " + file.name);
        remove.addEventListener("click", function () { files.splice(place, 1); show(); field.focus(); });
        item.append(name, remove);
        return item;
      }));
      list.hidden = files.length === 0;
    }
    function add(more) {
      Array.prototype.forEach.call(more, function (file) {
        var known = files.some(function (one) {
          return one.name === file.name && one.size === file.size && one.lastModified === file.lastModified;
        });
        if (!known) { files.push(file); }
      });
      show();
    }
    field.addEventListener("change", function () { add(field.files); });
    form.addEventListener("dragover", function (event) {
      if (event.target === addresses || event.target.closest(".pasted")) { return; }
      event.preventDefault();
      zone.classList.add("over");
    });
    form.addEventListener("dragleave", function (event) {
      if (!form.contains(event.relatedTarget)) { zone.classList.remove("over"); }
    });
    form.addEventListener("drop", function (event) {
      zone.classList.remove("over");
      if (event.dataTransfer.files.length) {
        event.preventDefault();
        add(event.dataTransfer.files);
        return;
      }
      var links = (event.dataTransfer.getData("text/uri-list") || "").split(/\r?\n/).filter(function (line) {
        return /^https?:\/\//.test(line);
      });
      if (links.length && !event.target.closest(".pasted")) {
        event.preventDefault();
        addresses.value = (addresses.value.trim() + "\n" + links.join("\n")).trim() + "\n";
      }
    });
    if (field.files.length) { add(field.files); }
  }

  function offerTexts() {
    var button = document.getElementById("another");
    button.hidden = false;
    button.addEventListener("click", function () {
      var all = document.querySelectorAll(".pasted"), copy = all[all.length - 1].cloneNode(true);
      copy.querySelector("legend").textContent = "Text " + (all.length + 1);
      copy.querySelectorAll("input,textarea").forEach(function (field) { field.value = ""; });
      button.before(copy);
      copy.querySelector("input").focus();
    });
  }

  function follow(status, bar) {
    fetch(status.dataset.address, { headers: { Accept: "application/json" } }).then(function (response) {
      if (!response.ok) { location.reload(); return null; }
      return response.json();
    }).then(function (found) {
      if (!found) { return; }
      if (found.state === "done" || found.state === "failed") { location.reload(); return; }
      var words = inWords(found);
      if (status.textContent !== words) { status.textContent = words; }
      if (found.total && (found.state === "reading" || found.state === "fetching")) {
        bar.max = found.total;
        bar.value = found.done;
      } else {
        bar.removeAttribute("value");
      }
      setTimeout(function () { follow(status, bar); }, 700);
    }).catch(function () {
      status.textContent = "The app does not answer; trying again.";
      setTimeout(function () { follow(status, bar); }, 3000);
    });
  }

  function inWords(found) {
    if (found.state === "queued") {
      var others = found.ahead === 1 ? "1 other comparison" : found.ahead + " other comparisons";
      return found.ahead ? "Waiting for " + others + "." : "Waiting.";
    }
    if (found.state === "fetching") { return "Taking in: " + found.done + " of " + found.total + (found.total === 1 ? " source." : " sources."); }
    if (found.state === "reading") {
      return "Reading: " + found.done + " of " + found.total + (found.total === 1 ? " report." : " reports.");
    }
    return "Comparing.";
  }
})();
