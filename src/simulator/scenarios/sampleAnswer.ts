/**
 * The sample answer of the vendor's page on ShowBackgroundTaskProgress, value for value: codes on
 * healthy steps, an end time on a step that is still executing, times without a zone.
 */
export const sampleAnswer = {
  progress: 30,
  remain_time: 100,
  step_details: [
    {
      step_id: "9d1d1da8-650e-406f-81e4-b3c11515869f",
      step_name: "前置检查",
      step_status: "FINISH",
      begin_time: "2022-09-01 11:52:24",
      end_time: "2022-09-01 11:52:29",
      error_code: "DCS.4064",
      sub_step_details: [
        {
          sub_step_id: "4692b05b-fa55-4f7d-9be6-527bde25b424",
          sub_step_name: "资源检查",
          sub_step_status: "FINISH",
          begin_time: "2022-09-01 11:52:24",
          end_time: "2022-09-01 11:52:26",
          detail: "",
          error_code: "DCS.4065",
        },
        {
          sub_step_id: "4692b05b-fa55-4f7d-9be6-527bde25b425",
          sub_step_name: "实例状态检查",
          sub_step_status: "FINISH",
          begin_time: "2022-09-01 11:52:26",
          end_time: "2022-09-01 11:52:29",
          detail: "",
          error_code: "DCS.4064",
        },
      ],
    },
    {
      step_id: "9d1d1da8-650e-406f-3fad-c4a22515869f",
      step_name: "数据迁移",
      step_status: "EXECUTING",
      begin_time: "2022-09-01 11:52:30",
      end_time: "2022-09-01 11:54:30",
      error_code: "DCS.4065",
      sub_step_details: [
        {
          sub_step_id: "cb58a8ea-b8e2-4626-b3fa-57ab1a830724",
          sub_step_name: "申请资源",
          sub_step_status: "FINISH",
          begin_time: "2022-09-01 11:52:30",
          end_time: "2022-09-01 11:53:30",
          detail:
            "{node_id:9996c3376318417281fb5e611f3fb1a0,slot_range:[0 5460],full_migration:迁移中,inc_migration:迁移中}",
          error_code: "DCS.4065",
        },
        {
          sub_step_id: "f9df7fd2-b31f-4ec3-bbb1-3dc740326342",
          sub_step_name: "申请资源",
          sub_step_status: "FINISH",
          begin_time: "2022-09-01 11:53:30",
          end_time: "2022-09-01 11:54:30",
          detail:
            "{node_id:5b70f440ccc94789b34a5c98c2ba05ea,slot_range:[5461 10921],full_migration:待开始,inc_migration:待开始}",
          error_code: "DCS.4066",
        },
      ],
    },
  ],
} as const;
