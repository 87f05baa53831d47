// Reading a page aloud where the machine has a Chinese voice. Nothing else on the board needs a script.
(() => {
  const speech = window.speechSynthesis, main = document.getElementById("main");
  const heading = main && main.querySelector("h1");
  if (!speech || !heading) return;
  const chinese = () => speech.getVoices().find((voice) => /^(zh|cmn)/i.test(voice.lang));
  const offer = () => {
    if (main.querySelector(".aloud") || !chinese()) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button aloud";
    button.textContent = "读给我听";
    button.addEventListener("click", () => {
      if (speech.speaking) return speech.cancel();
      const words = new SpeechSynthesisUtterance(main.innerText.replace("读给我听", ""));
      words.voice = chinese();
      words.lang = words.voice.lang;
      words.rate = 0.9;
      words.onstart = () => { button.textContent = "停止朗读"; };
      words.onend = words.onerror = () => { button.textContent = "读给我听"; };
      speech.speak(words);
    });
    heading.after(button);
  };
  offer();
  speech.addEventListener("voiceschanged", offer);
  addEventListener("pagehide", () => speech.cancel());
})();
