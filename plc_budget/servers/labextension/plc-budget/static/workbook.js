// A planner opens the workbook and sees it: its cells are run once when its kernel is ready.
//
// This is a prebuilt extension of JupyterLab written by hand, so that nothing must be built: the
// container of one module, as webpack's module federation expects it.  It lies on the path of the
// servers that `plc-budget lab` starts, and runs nothing but cells that are word for word those of
// a notebook shipped with plc-budget: the page carries them, as `plcBudgetCells`.
(() => {
  const page = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  const shipped = new Set((page.plcBudgetCells || []).map((cells) => JSON.stringify(cells)));
  const seen = new WeakSet();

  const style = `
    .plc-workbook .jp-Cell-inputWrapper:has(> .jp-InputPlaceholder),
    .plc-workbook .jp-Collapser,
    .plc-workbook .jp-InputPrompt,
    .plc-workbook .jp-OutputPrompt,
    .plc-workbook .jp-OutputArea-promptOverlay,
    .plc-workbook .jp-cell-toolbar,
    .plc-workbook .jp-Notebook-footer { display: none; }
    .plc-workbook .jp-MarkdownOutput { border-color: transparent; }
    .plc-workbook .jp-MarkdownOutput h1 { font-size: 1.4rem; margin: 0; }
    .plc-workbook .jp-MarkdownOutput p { font-size: 0.8125rem; margin: 0.2rem 0; }`;

  const sources = (panel) =>
    Array.from(panel.content.model.cells)
      .filter((cell) => cell.type === "code")
      .map((cell) => cell.sharedModel.getSource());

  const isWorkbook = (panel) =>
    panel.content.model.getMetadata("plc_budget")?.run === true &&
    shipped.has(JSON.stringify(sources(panel)));

  // What running changes is made anew at each opening: no question whether to save it.
  const isNeverDirty = (panel) => {
    const model = panel.context.model;
    model.stateChanged.connect((_, change) => {
      if (change.name === "dirty" && change.newValue && isWorkbook(panel)) model.dirty = false;
    });
    if (isWorkbook(panel)) model.dirty = false;
  };

  const isIdle = async (session) => {
    await session.session?.kernel?.info;
    if (session.session?.kernel?.status === "idle") return;
    await new Promise((done) => {
      const listen = (_, status) => {
        if (status !== "idle") return;
        session.statusChanged.disconnect(listen);
        done();
      };
      session.statusChanged.connect(listen);
    });
  };

  const run = async (app, panel) => {
    await isIdle(panel.sessionContext);
    if (!isWorkbook(panel)) return;
    app.shell.activateById(panel.id);
    await app.commands.execute("notebook:run-all-cells");
    panel.content.activeCellIndex = 0;
  };

  const attend = async (app, panel) => {
    if (!panel?.context || !panel.sessionContext || !panel.content || seen.has(panel)) return;
    seen.add(panel);
    await panel.context.ready;
    if (!panel.content.model?.getMetadata || !isWorkbook(panel)) return;
    panel.addClass("plc-workbook");
    panel.toolbar.hide();
    isNeverDirty(panel);
    await panel.sessionContext.ready;
    await run(app, panel);
    let restarts = false;
    panel.sessionContext.statusChanged.connect((_, status) => {
      restarts ||= status === "restarting" || status === "autorestarting";
      if (!restarts || status !== "idle") return;
      restarts = false;
      run(app, panel);
    });
  };

  const plugin = {
    id: "plc-budget:workbook",
    autoStart: true,
    activate: (app) => {
      document.head.append(Object.assign(document.createElement("style"), { textContent: style }));
      app.restored.then(() => {
        app.shell.collapseLeft?.();
        app.shell.currentChanged.connect((_, change) => attend(app, change.newValue));
        attend(app, app.shell.currentWidget);
      });
    },
  };

  (window._JUPYTERLAB ??= {})["plc-budget"] = {
    init: () => {},
    get: async () => () => ({ __esModule: true, default: plugin }),
  };
})();
