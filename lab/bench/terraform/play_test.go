// Package terraform plays tasks against Terraform's StateChangeConf in virtual time.
package terraform

import (
	"context"
	"encoding/json"
	"io"
	"log"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
)

type result struct {
	Queries int     `json:"queries"`
	DelayMs float64 `json:"delayMs"`
}

// TestPlay reads durations in milliseconds from the file BENCH_TASKS and writes what a wait for
// each of them took to the file BENCH_RESULTS.
func TestPlay(t *testing.T) {
	if os.Getenv("BENCH_TASKS") == "" {
		t.Skip("run by the benchmark")
	}
	log.SetOutput(io.Discard)
	durations := readDurations(t)
	results := make([]result, len(durations))
	synctest.Test(t, func(t *testing.T) {
		var all sync.WaitGroup
		for index, duration := range durations {
			all.Go(func() {
				results[index] = play(t, duration, os.Getenv("BENCH_CONFIGURATION"))
			})
		}
		all.Wait()
	})
	text, err := json.Marshal(results)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(os.Getenv("BENCH_RESULTS"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func readDurations(t *testing.T) []time.Duration {
	text, err := os.ReadFile(os.Getenv("BENCH_TASKS"))
	if err != nil {
		t.Fatal(err)
	}
	var milliseconds []float64
	if err := json.Unmarshal(text, &milliseconds); err != nil {
		t.Fatal(err)
	}
	durations := make([]time.Duration, len(milliseconds))
	for index, ms := range milliseconds {
		durations[index] = time.Duration(ms * float64(time.Millisecond))
	}
	return durations
}

func play(t *testing.T, duration time.Duration, configuration string) result {
	start := time.Now()
	queries := 0
	conf := &retry.StateChangeConf{
		Pending: []string{"RUNNING"},
		Target:  []string{"DONE"},
		Timeout: 2 * time.Hour,
		Refresh: func() (any, string, error) {
			queries++
			if time.Since(start) < duration {
				return "task", "RUNNING", nil
			}
			return "task", "DONE", nil
		},
	}
	if configuration == "dcs" {
		// As the provider of Huawei Cloud sets it for DCS instances.
		conf.Delay = 10 * time.Second
		conf.PollInterval = 10 * time.Second
	}
	if _, err := conf.WaitForStateContext(context.Background()); err != nil {
		t.Error(err)
	}
	delay := time.Since(start) - duration
	return result{Queries: queries, DelayMs: float64(delay) / float64(time.Millisecond)}
}
